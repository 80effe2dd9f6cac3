// Package stats says how many sessions use a site: the pages they see, the
// elements they click, where they get angry, what fails, how far they come in a
// funnel, where on a page they click and how deep they scroll.
//
// It takes one session at a time ([Session]: what happened, no pages) and gives
// counts that can be merged ([Stats]), so that sessions can be read in any
// number at once and none of them has to stay in memory. Every row remembers a
// bounded number of moments to look at. Only the heat map ([Heat]) looks at pages
// and lays them out.
//
// It knows no files and no formats; addresses, elements and messages that differ
// only in ids and numbers count as one (name.go).
//
// File map: session.go a session and its moments; stats.go counting and merging;
// report.go sorted rows; funnel.go steps in order; name.go what counts as the
// same; heat.go clicks and scrolling on a page.
package stats
