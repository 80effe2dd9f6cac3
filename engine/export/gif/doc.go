// Package gif writes films as animated GIF.
//
// Colours are exact: each picture has the palette of its cells, with as many
// steps between ground and ink as fit into 256 colours; only pictures of more
// colours than that get the nearest of them. A picture holds the rectangle of
// the cells that changed, what did not change in it left transparent. Times are
// those of the film to the hundredth of a second: rounding does not add up.
//
// It takes an [export.Film] and a [raster.Drawer]; it knows nothing of
// recordings.
//
// Files: gif.go the file; picture.go cells to palette indexes; palette.go
// palettes.
package gif
