// Package text is what layout and painting need to know of characters: grapheme
// clusters and their widths in cells, the filter that recorded text passes before
// it may stand in a cell, line breaking opportunities and bidirectional order.
//
// It takes strings and gives strings, widths and positions; it knows no boxes,
// no styles and no terminal. All widths in the program come from here.
//
// File map:
//
//	cluster.go  clusters, widths, the safety filter
//	break.go    line breaking classes and opportunities (UAX 14, as Chromium)
//	bidi.go     bidirectional levels and reordering (UAX 9)
package text
