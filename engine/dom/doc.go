// Package dom is the virtual DOM: the page as it stands at one moment of a
// recording.
//
// Nodes live in pages of slots that trees share and copy on write. [Tree.Freeze]
// gives an immutable view for the price of a list of page pointers, which is
// what keyframes, the renderer and other goroutines hold; [Diff] finds what two
// trees of one lineage differ in by looking only at pages they do not share.
//
// The package takes operations ([event.Op]) and gives a tree; it knows neither
// recording formats nor CSS, nor time.
//
// Files: node.go the node; tree.go storage, freezing, linking; ids.go the table
// of recorded ids; intern.go names; apply.go what each operation does; form.go
// live form state as the HTML standard defines it; canonical.go the comparable
// tree and HTML output.
package dom
