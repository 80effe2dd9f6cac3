// Package search finds out when something was visible on screen: text that
// matches a pattern, or elements that match a CSS selector.
//
// It takes an [event.Track] and a [Pattern] and gives [Hit] values, stretches of
// time, while it goes through the track ([Run]); or the first moment at which a
// query about the screen holds ([First]). What counts is the rendered frame of
// the viewport: text that is scrolled out, clipped, covered, transparent or not
// displayed is not there, and text reads as it is shown (text-transform,
// generated content, values and placeholders of fields, several inline
// elements in a row).
//
// # What matches
//
// A line of the frame is cut where more than [maxGap] cells are blank; other
// blanks count as one space. The pattern has to match within such a piece, or
// within the visible lines of one paragraph, so that text may be wrapped.
//
// # How
//
// Rendering every event of a long recording would take hours. An index over the
// page, kept up to date operation by operation, says whether text that could
// match is in the page at all ([index]): for text the literal words that the
// pattern needs, in any case, in the text of paragraphs (an inline element does
// not end one); for selectors the tag, id and classes of their subject. While
// there is none, nothing is rendered. While there is, the page is looked at when
// it has changed.
//
// How often is bounded by a budget, which is counted in estimated microseconds
// so that the same recording gives the same answer on every machine: about as
// much for rendering as replaying the track costs, and a second in any case.
// Ordinary recordings are looked at after every change by that. Where pages are
// large and change all the time, looks are further apart; text that comes or
// goes is looked at first. [Result] says how far looks were apart at most: the
// ends of stretches are right to within that, and text that was there for less
// can be missed. [Options].Exact looks after every change, whatever it costs.
//
// The package knows nothing of formats, files and terminals.
//
// Files: search.go the run; split.go the same on two cores; stretch.go from looks to stretches; pace.go how often
// to look; pattern.go patterns; literal.go what a regular expression needs;
// index.go what could match; paragraph.go the text of paragraphs; frame.go
// matching a frame; condition.go queries about the screen, and their first moment.
package search
