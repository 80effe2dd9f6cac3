package doctor

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/signal"
)

// Bounds of an examination.
const (
	examineChunk = 512     // events between looks at the context
	maxElements  = 1 << 14 // kinds of elements that changes are counted for
	maxListed    = 10      // rows of a list
	maxSheets    = 1000    // sheets without rules that are remembered
)

// examiner replays tracks.
type examiner struct {
	in     *Input
	causes map[string]*Cause
	churn  map[string]*Churn
	sheets map[string]*Finding // by description
	large  []Finding
	batch  event.Batch
}

// Examine examines a recording. It returns ctx's error when that ends first.
func Examine(ctx context.Context, in Input) (*Report, error) {
	x := &examiner{in: &in, causes: map[string]*Cause{}, churn: map[string]*Churn{}, sheets: map[string]*Finding{}}
	for _, t := range in.Tracks {
		if err := x.track(ctx, t); err != nil {
			return nil, err
		}
	}
	return x.report(), nil
}

func (x *examiner) track(ctx context.Context, t Track) error {
	tree := dom.New()
	for i := range t.Len() {
		if i%examineChunk == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		m := t.Meta(i)
		size := len(t.Raw(i))
		x.weigh(m.Kind, size)
		if m.Kind == event.KindPointer {
			continue
		}
		x.batch.Reset()
		t.Decode(i, &x.batch)
		changed := m.Kind == event.KindMutation || m.Kind == event.KindSheet
		if changed {
			x.size(t, i, m, size)
			x.changes(tree, size)
		}
		tree.ApplyAll(x.batch.Ops, nil)
		if m.Kind == event.KindSnapshot {
			x.sheetsOf(tree, m.Time)
		}
	}
	return nil
}

// causeNames say what the bytes of events were recorded for.
var causeNames = map[event.Kind]string{
	event.KindSnapshot: "snapshots", event.KindMutation: "mutations", event.KindPointer: "pointer moves", event.KindInteraction: "clicks",
	event.KindScroll: "scrolls", event.KindInput: "inputs", event.KindSheet: "style rules", event.KindPicture: "pictures",
	event.KindSelection: "selections", event.KindMedia: "media",
}

func (x *examiner) weigh(k event.Kind, size int) {
	name, ok := causeNames[k]
	if !ok {
		name = "other"
	}
	c := x.causes[name]
	if c == nil {
		c = &Cause{Name: name}
		x.causes[name] = c
	}
	c.Events++
	c.Bytes += int64(size)
}

// changes counts the operations of an event by the element they change.
func (x *examiner) changes(t *dom.Tree, size int) {
	ops := x.batch.Ops
	for i := range ops {
		op := &ops[i]
		id := op.Node
		if op.Kind == event.OpInsert {
			id = op.Ref
			if op.Where != event.LastChildOf {
				if r := t.ByID(id); id != event.NoNode && r != dom.None && t.Node(r).Parent != dom.None {
					id = t.Node(t.Node(r).Parent).ID
				}
			}
		}
		if id == event.NoNode {
			continue
		}
		r := t.ByID(id)
		for r != dom.None && (!t.Node(r).IsElement() || op.Kind == event.OpRemove && t.Node(r).ID == id) {
			r = t.Node(r).Parent
		}
		if r == dom.None || !t.Node(r).IsElement() {
			continue
		}
		name := alike(signal.Describe(t, r))
		c := x.churn[name]
		if c == nil {
			if len(x.churn) >= maxElements {
				continue
			}
			c = &Churn{Element: name}
			x.churn[name] = c
		}
		c.Changes++
		c.Bytes += int64(size / len(ops))
	}
}

// alike replaces numbers, which tell elements of one kind apart.
func alike(s string) string {
	var b strings.Builder
	digit := false
	for _, c := range s {
		if unicode.IsDigit(c) {
			if !digit {
				b.WriteByte('N')
			}
			digit = true
			continue
		}
		digit = false
		b.WriteRune(c)
	}
	return b.String()
}

// sheetsOf finds style sheets of a page that have no rules: what they say was not
// recorded, and the page is shown without it.
func (x *examiner) sheetsOf(t *dom.Tree, at event.Millis) {
	seen := 0
	aria.Walk(t, t.Doc, &seen, func(r dom.Ref, n *dom.Node) bool {
		link := n.IsHTML("link")
		if !link && !n.IsHTML("style") {
			return true
		}
		what := "style element"
		if link {
			rel, _ := n.Attr("rel")
			if !strings.EqualFold(strings.TrimSpace(rel), "stylesheet") {
				return true
			}
			href, _ := n.Attr("href")
			what = "sheet " + href
		}
		if _, off := n.Attr("disabled"); off || x.hasRules(t, r, link) {
			return true
		}
		if f := x.sheets[what]; f != nil {
			f.Count++
		} else if len(x.sheets) < maxSheets {
			x.sheets[what] = &Finding{Text: what, Time: at, Count: 1}
		}
		return true
	})
}

func (x *examiner) hasRules(t *dom.Tree, r dom.Ref, link bool) bool {
	if s, ok := t.SheetOf(r); ok {
		return strings.TrimSpace(s.CSSText()) != ""
	}
	// Empty style elements are common: scripts fill them through rules that are
	// recorded when they do. They miss nothing.
	return !link
}

func byBytes[T any](list []T, bytes func(*T) int64, name func(*T) string) {
	slices.SortFunc(list, func(a, b T) int {
		return cmp.Or(cmp.Compare(bytes(&b), bytes(&a)), cmp.Compare(name(&a), name(&b)))
	})
}
