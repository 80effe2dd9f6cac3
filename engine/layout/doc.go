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
//	unit.go        fixed point lengths, rectangles
//	box.go         boxes: kinds, flags, structure
//	fragment.go    results: fragments, lines, items
//	context.go     constraints, the Layout and Intrinsic entry points, cache, builder
//	metrics.go     terminal and natural text metrics
//	run.go         Run, Result; commit.go fragments to boxes, scroll offsets
//	build.go       styles and DOM to boxes; fixup.go anonymous boxes, white space
//	special.go     elements that are more than their display type; controlbuild.go form controls
//	picture.go     natural sizes of data URLs
//	generated.go   ::before, ::after, markers, counters, quotes; firstletter.go ::first-letter
//	reuse.go       what an incremental run takes over; spread.go two goroutines
//	size.go        widths, heights, margins, padding from styles
//	block.go       block formatting, margin collapsing; blocksize.go its sizes;
//	               float.go exclusions
//	inline.go      inline content and its intrinsic sizes; line.go breaking into
//	               lines; linebuild.go line boxes; lineadjust.go atomic inlines,
//	               justification, ellipsis; bidi.go visual order
//	replaced.go    images and other replaced content
//	position.go    relative, absolute, fixed; overflow; sticky.go sticky
//	turn.go        vertical writing modes
//	transform.go   transforms, rectangles in the document
//	flex*.go grid*.go table*.go multicol*.go  the other formatting contexts;
//	               tableplain.go rows that are laid out once
//
// A run:
//
//	res := layout.Run(styles, layout.Terminal(), nil)
//	rect, ok := res.Rect(res.Box(ref))
//	res = layout.Run(later, layout.Terminal(), res) // reuses what did not change
package layout
