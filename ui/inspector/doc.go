// Package inspector is the pane that shows the page's DOM at the present moment:
// its tree, and of one element the attributes, the style with the rules that
// won, and its history.
//
// It takes frozen trees, explanations and changes and draws them; it keeps which
// element is selected and which are open by their recorded ids, so that they
// stay while the page changes. It knows nothing of players, renderers or keys.
//
// Files: view.go the pane's state; tree.go rows of the tree; details.go the lower
// half; style.go its rows of styles; changes.go its rows of history; draw.go.
package inspector
