// Package raster draws cell grids as pictures, for everything that leaves the
// terminal as pixels: PNG frames, screenshots, animations.
//
// Text is set in DejaVu Sans Mono. Box drawing, block elements and Braille are
// drawn as shapes, so that they join across cells as a good terminal draws them
// and fonts do not. A cluster that the font does not have becomes a small box.
//
// It takes grids and gives images; it knows nothing of pages or recordings.
//
// Files: raster.go the drawer and its glyph cache; shapes.go box drawing,
// blocks and Braille.
package raster
