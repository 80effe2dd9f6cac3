// Package score measures how close a frame is to what Chromium shows under the
// same metrics: words in their cells, background colours, elements under points.
//
// It takes truth files (words.json as the oracle script writes them) and frames
// as plain rows of text, colours and paths. It serves tests only and knows
// nothing of how frames are made.
//
// A word counts by the first of four levels at which it is found: exactly in its
// cell (either one where its place is halfway), less than a cell away, within a
// row and two columns, within two rows and four columns. A cell of the frame is
// used by one word at most; nearer pairs are matched first.
package score
