// Package svg writes films as SVG: a still picture for a film of one frame, else
// one that moves by CSS alone, without scripts, so that it plays where pictures
// are shown.
//
// Letters are text, box drawing and blocks are shapes. Each row is a strip of
// its contents that a keyframe rule moves through a window of the row's height,
// at the film's times; rows that look alike are written once. The font may be
// embedded: DejaVu Sans Mono, reduced to the characters that occur.
//
// It takes an [export.Film]; everything of it is escaped. It knows nothing of
// recordings.
//
// Files: svg.go the file; row.go a row of cells; font.go the embedded font.
package svg
