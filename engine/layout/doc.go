// Package layout computes where boxes are.
//
// It takes a frozen [dom.Tree], its computed styles and a viewport and gives a
// tree of boxes with their used geometry in CSS px, fixed point 1/64. It knows
// no recordings, no terminal and no colours. Nothing is rounded to cells here:
// painting rounds edges.
//
// There are two trees. The box tree ([Box]) is the structure: one box per
// element, pseudo-element, text, and the anonymous ones that CSS asks for; its
// order is the order of the flattened DOM. The fragment tree ([Fragment]) is the
// result: a fragment hangs below the fragment of its containing block. Fragments
// never change once made, and are cached on their boxes by the constraint they
// were made for, so measuring and placing are the same call and a later run
// reuses what it can.
//
// File map:
//
//	unit.go       fixed point lengths, rectangles
//	box.go        boxes: kinds, flags, structure
//	fragment.go   results: fragments, lines, items
//	context.go    constraints, the Layout and MinMax entry points, cache, builder
//	metrics.go    terminal and natural text metrics
//	run.go        Run, Result, commit of fragments to boxes
//	build*.go     styles and DOM to boxes; generated content, counters, markers
//	size.go       widths, heights, margins, padding from styles
//	block.go      block formatting, margin collapsing; float.go exclusions
//	inline*.go    inline formatting: items, lines, alignment, ellipsis
//	replaced.go   images and other replaced content; control.go form controls
//	position.go   relative, absolute, fixed, sticky
//	flex*.go grid*.go table*.go multicol*.go  the other formatting contexts
package layout
