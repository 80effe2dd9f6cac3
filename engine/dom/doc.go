// Package dom is the virtual DOM: the page as it stands at one moment of a
// recording.
//
// Nodes live in pages of slots that trees share and copy on write. [Tree.Freeze]
// gives an immutable view for the price of a list of page pointers, which is
// what the renderer and other goroutines hold; [Diff] finds what two trees differ
// in, and passes over the pages that they share. [Pack] gives a form without
// pointers, a tenth of the size, for the many trees that are kept as keyframes.
//
// The package takes operations ([event.Op]) and gives a tree; it knows neither
// recording formats nor CSS, nor time.
//
// Files: node.go the node; tree.go storage, freezing, linking; pack.go the packed
// form; ids.go the table of recorded ids; intern.go names; apply.go what each
// operation does; insert.go where nodes go, and those that wait for their
// parent; state.go live state; popover.go popovers; form.go form state as the HTML standard defines
// it; input.go types of inputs and their values; sheet.go style sheets; csstext.go
// their text; fault.go
// what can be wrong, and limits; canonical.go the comparable tree; html.go HTML
// output; equal.go comparisons for tests.
package dom
