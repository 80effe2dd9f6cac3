package history

import (
	"context"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Kind says what changed.
type Kind uint8

// The kinds of changes.
const (
	Appeared  Kind = iota // New: where
	Gone                  // removed, or its page ended
	Moved                 // New: where to
	Attribute             // Name; Old and New its values, Removed and Added
	Class                 // New: what came with "+", what went with "-"
	Style                 // Name: a property of the style attribute
	Text                  // of the element's own text
	Child                 // New: what came with "+", what went with "-"
	Value                 // of a form field
	Checked               // on or off
	Scroll                // its scroll offset
	State                 // dialogs, media, size of a placeholder: Name
	kindCount
)

var kindNames = [kindCount]string{
	"appeared", "gone", "moved", "attribute", "class", "style", "text", "children", "value", "checked", "scroll", "state",
}

// String names the kind.
func (k Kind) String() string {
	if k < kindCount {
		return kindNames[k]
	}
	return ""
}

// Change is one change of the element.
type Change struct {
	Time event.Millis
	Kind Kind
	// Name is that of the attribute or property. Old and New are what it was and
	// is, "" where HadOld and HasNew are not set.
	Name           string
	Old, New       string
	HadOld, HasNew bool
}

// Of returns the changes of the node with a recorded id, as it is at a moment.
// It returns ctx's error when that ends first; the changes found by then are
// right.
func Of(ctx context.Context, track event.Track, at event.Millis, id event.NodeID) ([]Change, error) {
	r := &replay{track: track, id: id, tree: dom.New()}
	r.next = r.first(at)
	var out []Change
	for ; r.next < track.Len(); r.next++ {
		if r.next%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return out, err
			}
		}
		m := track.Meta(r.next)
		if !matters(m.Kind) {
			continue
		}
		if over := r.step(m, at, &out); over || len(out) >= maxChanges {
			break
		}
	}
	return out, nil
}

// Bounds of a history.
const (
	maxChanges = 20_000
	checkEvery = 256
)

// matters reports whether events of a kind can change an element.
func matters(k event.Kind) bool {
	switch k {
	case event.KindSnapshot, event.KindMutation, event.KindInput, event.KindScroll, event.KindMedia, event.KindSheet, event.KindPicture, event.KindInteraction:
		return true
	default:
		return false
	}
}

// replay plays a track and watches one node.
type replay struct {
	track event.Track
	id    event.NodeID
	tree  *dom.Tree
	next  int
	batch event.Batch
	seen  look // what the node was like, where it is there
	there bool
	// started is set once the page that is asked for has begun.
	started bool
}

// first is the event that the history of a node existing at a moment begins
// with: the full snapshot before it, or an earlier one that has the node as well.
func (r *replay) first(at event.Millis) int {
	var snaps []int
	for i := range r.track.Len() {
		m := r.track.Meta(i)
		if m.Time > at {
			break
		}
		if m.Kind == event.KindSnapshot {
			snaps = append(snaps, i)
		}
	}
	if len(snaps) == 0 {
		return 0
	}
	start := snaps[len(snaps)-1]
	tag, url := r.tagIn(start)
	for i := len(snaps) - 2; i >= 0 && tag != ""; i-- {
		if t, u := r.tagIn(snaps[i]); t != tag || u != url || r.track.Meta(snaps[i]).View != r.track.Meta(start).View {
			break
		}
		start = snaps[i]
	}
	return start
}

// tagIn is the tag that a full snapshot gives the node, and the page's address as
// far as the snapshot tells it; "" when the snapshot does not have the node.
func (r *replay) tagIn(i int) (tag, url string) {
	r.batch.Reset()
	r.track.Decode(i, &r.batch)
	for j := range r.batch.Ops {
		switch op := &r.batch.Ops[j]; op.Kind {
		case event.OpURL:
			url = op.Text
		case event.OpInsert:
			if op.Node == r.id {
				tag = op.Name + "#" // text nodes have no name
			}
		}
	}
	return tag, url
}

// step applies the next event and adds what it changed. It reports whether the
// page that the node belongs to is over.
func (r *replay) step(m event.Meta, at event.Millis, out *[]Change) bool {
	r.batch.Reset()
	r.track.Decode(r.next, &r.batch)
	version := r.tree.Version()
	old := r.tree.Page.Epoch
	r.tree.ApplyAll(r.batch.Ops, nil)
	fresh := r.tree.Page.Epoch != old
	if r.tree.Version() == version && r.started && !fresh {
		return false
	}
	ref := r.tree.ByID(r.id)
	if fresh && m.Time > at && r.started && (ref == dom.None || r.there && !r.seen.sameKind(r.tree.Node(ref))) {
		if r.there {
			*out = append(*out, Change{Time: m.Time, Kind: Gone, New: "the page ended", HasNew: true})
		}
		return true
	}
	r.started = true
	if ref == dom.None {
		if r.there {
			*out = append(*out, Change{Time: m.Time, Kind: Gone})
		}
		r.there = false
		return false
	}
	now := lookAt(r.tree, ref)
	if !r.there {
		*out = append(*out, Change{Time: m.Time, Kind: Appeared, New: place(r.tree, ref), HasNew: true})
	} else {
		*out = r.seen.compare(&now, r.tree, m.Time, r.put(), *out)
	}
	r.seen, r.there = now, true
	return false
}

// put reports whether the event put the node somewhere.
func (r *replay) put() bool {
	for i := range r.batch.Ops {
		if op := &r.batch.Ops[i]; op.Kind == event.OpInsert && op.Node == r.id {
			return true
		}
	}
	return false
}
