package history

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"playhead/engine/event"
)

// tape is a track in memory.
type tape struct {
	metas []event.Meta
	ops   [][]event.Op
}

func (t *tape) Len() int                     { return len(t.metas) }
func (t *tape) Meta(i int) event.Meta        { return t.metas[i] }
func (t *tape) Decode(i int, b *event.Batch) { b.Ops = append(b.Ops, t.ops[i]...) }
func (t *tape) add(at event.Millis, k event.Kind, ops ...event.Op) {
	for i := range ops {
		if ops[i].Sheet == 0 {
			ops[i].Sheet = event.NoSheet
		}
	}
	t.metas = append(t.metas, event.Meta{Time: at, Kind: k})
	t.ops = append(t.ops, ops)
}

func el(id, parent int, tag string, attrs ...event.Attr) event.Op {
	return event.Op{Kind: event.OpInsert, Type: event.NodeElement, Node: event.NodeID(id), Ref: event.NodeID(parent), Where: event.LastChildOf, Name: tag, Attrs: attrs}
}

func txt(id, parent int, s string) event.Op {
	return event.Op{Kind: event.OpInsert, Type: event.NodeText, Node: event.NodeID(id), Ref: event.NodeID(parent), Where: event.LastChildOf, Text: s}
}

func set(id int, name, value string) event.Op {
	return event.Op{Kind: event.OpAttr, Node: event.NodeID(id), Name: name, Text: value}
}

func (t *tape) page(at event.Millis, more ...event.Op) {
	t.add(at, event.KindSnapshot, append([]event.Op{
		{Kind: event.OpReset, Node: event.NoNode},
		{Kind: event.OpInsert, Type: event.NodeDocument, Node: 1, Where: event.AtRoot, Ref: event.NoNode},
		el(2, 1, "html"), el(3, 2, "body"),
	}, more...)...)
}

func checkout() *tape {
	t := &tape{}
	t.page(0, el(10, 3, "p", event.Attr{Name: "class", Value: "a"}), txt(11, 10, "other page"))
	t.page(1000, el(10, 3, "main"), el(12, 10, "button", event.Attr{Name: "class", Value: "pay big"}, event.Attr{Name: "style", Value: "color: red; top: 0"}), txt(13, 12, "Pay"))
	t.add(1100, event.KindMutation, set(12, "disabled", ""), set(12, "class", "pay busy"))
	t.add(1200, event.KindMutation, event.Op{Kind: event.OpText, Node: 13, Text: "Paying…"}, set(12, "style", "color: blue; left: 1px"))
	t.add(1300, event.KindPointer)
	t.add(1300, event.KindMutation, el(14, 12, "i", event.Attr{Name: "id", Value: "spin"}))
	t.add(1350, event.KindMutation, set(3, "class", "not this one"))
	t.page(1400, el(10, 3, "main"), el(12, 10, "button", event.Attr{Name: "class", Value: "pay busy"}, event.Attr{Name: "style", Value: "color: blue; left: 1px"}), txt(13, 12, "Paying…"), el(14, 12, "i"))
	t.add(1500, event.KindMutation, event.Op{Kind: event.OpAttrDel, Node: 12, Name: "class"}, event.Op{Kind: event.OpRemove, Node: 14})
	t.add(1600, event.KindMutation, event.Op{Kind: event.OpRemove, Node: 12}, el(12, 3, "button"))
	t.add(1700, event.KindMutation, event.Op{Kind: event.OpRemove, Node: 12})
	t.add(1800, event.KindMutation, el(12, 10, "button"))
	t.page(2000, el(12, 3, "p"))
	t.add(2100, event.KindMutation, set(12, "class", "of another element"))
	return t
}

func lines(cs []Change) string {
	var sb strings.Builder
	for _, c := range cs {
		fmt.Fprintf(&sb, "%d %s %s %q->%q %v%v\n", c.Time, c.Kind, c.Name, c.Old, c.New, c.HadOld, c.HasNew)
	}
	return sb.String()
}

func TestHistory(t *testing.T) {
	want := strings.TrimLeft(`
1000 appeared  ""->"in main" falsetrue
1100 class  "pay big"->"+busy -big" truetrue
1100 attribute disabled ""->"" falsetrue
1200 style color "red"->"blue" truetrue
1200 style left ""->"1px" falsetrue
1200 style top "0"->"" truefalse
1200 text  "Pay"->"Paying…" truetrue
1300 children  ""->"+i#spin" falsetrue
1400 attribute disabled ""->"" truefalse
1500 class  "pay busy"->"-pay -busy" truetrue
1500 children  ""->"-i" falsetrue
1600 moved  ""->"into body" falsetrue
1600 style color "blue"->"" truefalse
1600 style left "1px"->"" truefalse
1600 text  "Paying…"->"" truetrue
1700 gone  ""->"" falsefalse
1800 appeared  ""->"in main" falsetrue
2000 gone  ""->"the page ended" falsetrue
`, "\n")
	// Whichever moment of the page it is asked at, the history is the same.
	for _, at := range []event.Millis{1000, 1250, 1450, 1950} {
		cs, err := Of(t.Context(), checkout(), at, 12)
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(cs); got != want {
			t.Errorf("asked at %d:\n%s\nwant\n%s", at, got, want)
		}
	}
}

func TestHistoryOfFields(t *testing.T) {
	tp := &tape{}
	tp.page(0, el(10, 3, "input"), el(11, 3, "input", event.Attr{Name: "type", Value: "checkbox"}), el(12, 3, "div"))
	tp.add(10, event.KindInput, event.Op{Kind: event.OpInput, Node: 10, Text: "A"})
	tp.add(20, event.KindInput, event.Op{Kind: event.OpInput, Node: 10, Text: "Ada"})
	tp.add(30, event.KindInput, event.Op{Kind: event.OpInput, Node: 11, On: true})
	tp.add(40, event.KindScroll, event.Op{Kind: event.OpScroll, Node: 12, Y: 40})
	for id, want := range map[event.NodeID]string{
		10: "0 appeared  \"\"->\"in body\" falsetrue\n10 value  \"\"->\"A\" truetrue\n20 value  \"A\"->\"Ada\" truetrue\n",
		11: "0 appeared  \"\"->\"in body\" falsetrue\n30 checked  \"off\"->\"on\" truetrue\n",
		12: "0 appeared  \"\"->\"in body\" falsetrue\n40 scroll  \"0, 0\"->\"0, 40\" truetrue\n",
		99: "",
	} {
		cs, err := Of(t.Context(), tp, 50, id)
		if got := lines(cs); got != want || err != nil {
			t.Errorf("node %d: %v\n%s\nwant\n%s", id, err, got, want)
		}
	}
}

func TestHistoryEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	tp := &tape{}
	for i := range 600 {
		tp.page(event.Millis(i), el(10, 3, "p"))
	}
	if _, err := Of(ctx, tp, 599, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
