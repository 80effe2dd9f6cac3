package player

import (
	"strings"
	"unicode/utf8"

	"playhead/engine/event"
)

// Change is a recent change of a form field by the user's hand, or by a script
// that recorders cannot tell from it.
type Change struct {
	Time event.Millis
	Node event.NodeID
	// Value is what the field held after it, "" for checkboxes and the like.
	Value string
	// Keys is what was added to the value that the recording had before: what
	// was typed, as far as it can be told. Erased is how many characters went.
	Keys   string
	Erased int
	// Age is the time since, in recorded ms.
	Age event.Millis
}

// ChangeLength is how far Changes looks back, in recorded ms.
const ChangeLength event.Millis = 2000

// Bounds of the search for recent changes.
const (
	changeEvents = 2048 // events looked at
	changeInputs = 64   // input events decoded
)

// recent is a change on its way into a state.
type recent struct {
	Change
	known bool // the value before it was found
}

// typing fills in what was typed and chosen in the last ChangeLength.
func (p *Player) typing(s *State) {
	c := &p.cursor
	var found []recent // the latest first; those before the window give values to compare with
	inputs, open := 0, 0
	for i, n := c.index-1, 0; i >= 0 && n < changeEvents && inputs < changeInputs; i, n = i-1, n+1 {
		m := c.track.Meta(i)
		inside := m.Time >= s.Time-ChangeLength
		if m.Kind == event.KindSnapshot || !inside && open == 0 {
			break
		}
		if m.Kind != event.KindInput {
			continue
		}
		inputs++
		c.batch.Reset()
		c.track.Decode(i, &c.batch)
		for j := len(c.batch.Ops) - 1; j >= 0; j-- {
			op := &c.batch.Ops[j]
			if op.Kind != event.OpValue && op.Kind != event.OpChecked && op.Kind != event.OpInput {
				continue
			}
			if l := unexplained(found, op.Node); l != nil {
				l.Keys, l.Erased = typed(op.Text, l.Value)
				l.known = true
				open--
			}
			if inside {
				ch := Change{Time: m.Time, Node: op.Node, Value: op.Text, Age: s.Time - m.Time}
				found = append(found, recent{Change: ch})
				open++
			}
		}
	}
	for i := len(found) - 1; i >= 0; i-- {
		f := &found[i]
		if !f.known && utf8.RuneCountInString(f.Value) == 1 {
			f.Keys = f.Value
		}
		s.Changes = append(s.Changes, f.Change)
	}
}

// unexplained returns the change of a field of which the value before is not
// known yet, nil when there is none.
func unexplained(found []recent, node event.NodeID) *recent {
	for i := range found {
		if f := &found[i]; f.Node == node && !f.known {
			return f
		}
	}
	return nil
}

// typed compares two values of a field: what came between their common beginning
// and end, and how many characters went.
func typed(before, after string) (keys string, erased int) {
	n := 0
	for n < len(before) && n < len(after) && before[n] == after[n] {
		n++
	}
	for n > 0 && n < len(after) && !utf8.RuneStart(after[n]) {
		n--
	}
	x, y := before[min(n, len(before)):], after[n:]
	for x != "" && y != "" {
		r, size := utf8.DecodeLastRuneInString(x)
		if last, _ := utf8.DecodeLastRuneInString(y); last != r {
			break
		}
		x, y = x[:len(x)-size], strings.TrimSuffix(y, y[len(y)-size:])
	}
	return y, utf8.RuneCountInString(x)
}
