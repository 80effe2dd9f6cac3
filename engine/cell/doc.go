// Package cell is the grid of terminal cells, its colours and its encoding.
//
// It takes cells that others have put into a [Grid] and gives ANSI text, plain
// text or the difference between two grids. It knows nothing of pages, styles or
// of any terminal library, and imports nothing of the project but engine/text:
// strings enter a grid through that package's safety filter, so that no byte of
// page content can ever become a control sequence.
//
// Files: color.go colours; glyph.go what a cell shows; grid.go the grid and
// drawing into it; profile.go colour down-mapping, the one place for it;
// encode.go a whole grid as ANSI text; diff.go the change from one grid to
// another, segment.go cursor.go scroll.go its parts; plain.go text output.
package cell
