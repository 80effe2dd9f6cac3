// Package htmlpage turns a plain HTML file into one snapshot of a page.
//
// [Parse] takes the file's bytes and gives the operations of a full snapshot:
// nodes with ids in document order, live form state as the markup sets it, and
// declarative shadow roots. Nothing is fetched and no script runs. The package
// must not know of files or tracks.
package htmlpage
