// Package compare tells what is different between two moments, as text: lines of
// frames or outlines of DOM trees, with the words that changed; and finds where
// two recordings of the same flow part.
//
// It takes lines, trees or tracks and gives rows and places. It knows nothing of
// files, terminals and how differences are printed.
//
// Files: lines.go rows; words.go the words of two lines; outline.go a tree as
// lines; flow.go two recordings side by side.
package compare
