package inspector

import (
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/history"
	"playhead/engine/style"
	"playhead/ui/list"
)

// Section is what the lower half shows.
type Section uint8

// The sections.
const (
	Attributes Section = iota
	Styles
	History
	sectionCount
)

var sectionNames = [sectionCount]string{"Attributes", "Style", "History"}

// View is the inspector. Make one with [New].
type View struct {
	tree  *dom.Tree
	open  map[event.NodeID]bool
	rows  []row
	stale bool // rows are not those of tree and open
	tl    list.List

	sel   event.NodeID
	had   bool // something is selected
	size  [2]float64
	at    [2]float64
	sized bool

	section Section
	below   bool // the keys move in the lower half
	dl      list.List
	expl    *style.Explanation
	opened  map[string]bool // properties whose losing declarations are shown

	changes []history.Change
	state   HistoryState

	query   string
	matches []event.NodeID
	match   int
}

// HistoryState says how far the history is.
type HistoryState uint8

// States of the history.
const (
	NoHistory HistoryState = iota // nobody asked
	Reading
	Whole
)

// New returns an inspector without a page.
func New() *View {
	return &View{open: map[event.NodeID]bool{}, opened: map[string]bool{}, sel: event.NoNode}
}

// SetTree shows the page as it is now.
func (v *View) SetTree(t *dom.Tree) {
	if t == v.tree {
		return
	}
	if v.tree != nil && t != nil && v.tree.Page.URL != t.Page.URL {
		clear(v.open) // ids of another page
	}
	v.tree, v.stale = t, true
	v.sync()
}

// sync makes the rows anew where needed and puts the cursor on the selected one.
func (v *View) sync() {
	if !v.stale {
		return
	}
	v.stale = false
	v.flatten()
	v.tl.SetLen(len(v.rows))
	if !v.had {
		v.pickFirst()
	}
	if i := v.rowOf(v.sel); i >= 0 {
		v.tl.Put(i)
	}
}

// pickFirst selects body, or whatever comes first.
func (v *View) pickFirst() {
	for i := range v.rows {
		if v.tree.Node(v.rows[i].ref).IsHTML("body") {
			v.sel = v.tree.Node(v.rows[i].ref).ID
			return
		}
	}
	if len(v.rows) > 0 {
		v.sel = v.tree.Node(v.rows[0].ref).ID
	}
}

func (v *View) rowOf(id event.NodeID) int {
	for i := range v.rows {
		if v.tree.Node(v.rows[i].ref).ID == id {
			return i
		}
	}
	return -1
}

// Selected is the selected node, NoNode when there is none.
func (v *View) Selected() event.NodeID { return v.sel }

// Ref is the selected node in the present tree, None when it is not on the page.
func (v *View) Ref() dom.Ref {
	if v.tree == nil || v.sel == event.NoNode {
		return dom.None
	}
	return v.tree.ByID(v.sel)
}

// Section is what the lower half shows.
func (v *View) Section() Section { return v.section }

// Show shows a section and gives it the keys.
func (v *View) Show(s Section) {
	v.section, v.below = s, true
	v.dl = list.List{}
}

// Below reports whether the keys move in the lower half.
func (v *View) Below() bool { return v.below }

// SetBelow gives the keys to the lower half or the tree.
func (v *View) SetBelow(b bool) { v.below = b }

// Move moves the cursor of the half that has the keys by d rows, or d pages.
func (v *View) Move(d int, page bool) {
	l := &v.tl
	if v.below {
		l = &v.dl
	}
	if page {
		d *= max(l.Rows()-1, 1)
	}
	l.Move(d)
	if !v.below {
		v.selectRow(l.Cursor())
	}
}

func (v *View) selectRow(i int) {
	if i < 0 || i >= len(v.rows) {
		return
	}
	v.had = true
	if id := v.tree.Node(v.rows[i].ref).ID; id != v.sel {
		v.sel = id
		v.dl = list.List{}
	}
}

// Open opens the selected element, or goes to its first child where it is open.
func (v *View) Open() {
	i := v.tl.Cursor()
	if i < 0 || i >= len(v.rows) {
		return
	}
	if r := &v.rows[i]; r.open {
		v.Move(1, false)
	} else if r.more {
		v.set(i, true)
	}
}

// Close closes the selected element, or goes to the one around it.
func (v *View) Close() {
	i := v.tl.Cursor()
	if i < 0 || i >= len(v.rows) {
		return
	}
	r := v.rows[i]
	if r.open {
		v.set(i, false)
		return
	}
	for j := i - 1; j >= 0; j-- {
		if v.rows[j].depth < r.depth {
			v.tl.Put(j)
			v.selectRow(j)
			return
		}
	}
}

// Toggle opens or closes the selected element.
func (v *View) Toggle() {
	if i := v.tl.Cursor(); i >= 0 && i < len(v.rows) && v.rows[i].more {
		v.set(i, !v.rows[i].open)
	}
}

func (v *View) set(i int, open bool) {
	v.open[v.tree.Node(v.rows[i].ref).ID] = open
	v.had = true
	v.stale = true
	v.sync()
}

// SetBox tells the selected element's box in px of the document.
func (v *View) SetBox(x, y, w, h float64, ok bool) {
	v.at, v.size, v.sized = [2]float64{x, y}, [2]float64{w, h}, ok
}

// SetStyle tells why the selected element looks as it does.
func (v *View) SetStyle(x *style.Explanation) { v.expl = x }

// SetHistory tells what became of the selected element.
func (v *View) SetHistory(cs []history.Change, s HistoryState) { v.changes, v.state = cs, s }

// SetMatches takes what a search found and selects the first one at or after the
// selected element's row.
func (v *View) SetMatches(query string, ids []event.NodeID) {
	v.query, v.matches, v.match = query, ids, 0
	if len(ids) > 0 {
		v.Reveal(ids[0])
	}
}

// Query is what was searched for, "" for nothing.
func (v *View) Query() string { return v.query }

// ClearQuery forgets the search.
func (v *View) ClearQuery() { v.query, v.matches = "", nil }

// Next selects the next (d > 0) or previous match, round. It reports whether
// there is one.
func (v *View) Next(d int) bool {
	if len(v.matches) == 0 {
		return false
	}
	v.match = (v.match + d + len(v.matches)) % len(v.matches)
	v.Reveal(v.matches[v.match])
	return true
}

// Matches returns the number of the match selected, from 1, and how many there
// are.
func (v *View) Matches() (at, of int) { return v.match + 1, len(v.matches) }

// Change is the change under the cursor of the history.
func (v *View) Change() (history.Change, bool) {
	if i := v.dl.Cursor(); v.section == History && i >= 0 && i < len(v.changes) {
		return v.changes[i], true
	}
	return history.Change{}, false
}

// ToggleProperty shows or hides the losing declarations of the property under the
// cursor.
func (v *View) ToggleProperty() {
	rows := v.styleRows()
	if i := v.dl.Cursor(); v.section == Styles && i >= 0 && i < len(rows) && rows[i].prop != "" {
		v.opened[rows[i].prop] = !v.opened[rows[i].prop]
	}
}

// FollowTo moves the cursor of the history to moment t, unless it was moved by
// hand.
func (v *View) FollowTo(t event.Millis) {
	if v.section != History || v.below && !v.dl.Following() {
		return
	}
	v.dl.SetLen(len(v.changes))
	v.dl.Follow(max(v.changeAt(t), 0))
}

func (v *View) changeAt(t event.Millis) int {
	at := -1
	for i := range v.changes {
		if v.changes[i].Time <= t {
			at = i
		}
	}
	return at
}
