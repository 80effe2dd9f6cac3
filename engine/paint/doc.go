// Package paint draws a laid out page into terminal cells.
//
// It takes the boxes of engine/layout with their styles and a [View] (which part
// of the page, at which scale, scrolled how) and fills a [Canvas]: cells, and for
// each cell the topmost element, as document.elementFromPoint would say. It knows
// no recordings and no terminal.
//
// Order of painting is CSS 2.2 appendix E: a [Scene] holds the tree of stacking
// contexts and is good as long as its layout result is. Everything is drawn at
// once into the canvas, back to front; only lines (borders, outlines, rules) wait
// until the end, since they may only use cells that no text took.
//
// Rounding: positions stay in CSS px until a cell is chosen. A rectangle covers
// the cells whose centre it holds, which is rounding its edges, not its size, so
// that neighbours neither gap nor overlap. A cluster stands in the cell nearest
// to its box.
//
// File map:
//
//	scene.go     stacking contexts and their order
//	space.go     coordinate systems: scrolling, sticky, transforms; clips
//	walk.go      the phases of painting a stacking context
//	canvas.go    fills, blending, groups with opacity
//	box.go       backgrounds and borders of boxes; gradient.go gradients
//	text.go      text, decorations, ellipses; selection.go selected text
//	line.go      lines in edge cells: choosing cells, joining
//	control.go   form controls; replaced.go images and placeholders
//	image.go     pictures as quadrants; decode.go data URLs
//	svg.go svgpath.go  inline SVG shapes, rastered small; drawings.go keeps those
package paint
