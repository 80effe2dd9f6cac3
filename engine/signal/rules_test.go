package signal_test

import (
	"testing"

	"playhead/engine/event"
	"playhead/engine/signal"
)

// tape is a track of made-up events.
type tape []taped

type taped struct {
	event.Meta
	ops []event.Op
}

func (t tape) Len() int                     { return len(t) }
func (t tape) Meta(i int) event.Meta        { return t[i].Meta }
func (t tape) Decode(i int, b *event.Batch) { b.Ops = append(b.Ops, t[i].ops...) }

func at(ms event.Millis, k event.Kind, ops ...event.Op) taped {
	return taped{event.Meta{Time: ms, Kind: k}, ops}
}

func click(ms event.Millis, node event.NodeID) taped {
	return at(ms, event.KindInteraction, event.Op{Kind: event.OpInteraction, Interaction: event.Click, Node: node, X: 10, Y: 10, HasXY: true})
}

func el(id, parent event.NodeID, name string, attrs ...event.Attr) event.Op {
	return event.Op{Kind: event.OpInsert, Node: id, Ref: parent, Where: event.LastChildOf, Type: event.NodeElement, Name: name, Attrs: attrs}
}

func label(id, parent event.NodeID, text string) event.Op {
	return event.Op{Kind: event.OpInsert, Node: id, Ref: parent, Where: event.LastChildOf, Type: event.NodeText, Text: text}
}

// shop has a button 4 "Buy", a field 6 labelled Name, a link 8, a canvas 9.
func shop() taped {
	return at(0, event.KindSnapshot,
		event.Op{Kind: event.OpReset},
		event.Op{Kind: event.OpInsert, Node: 1, Type: event.NodeDocument},
		el(2, 1, "html"), el(3, 2, "body"), el(4, 3, "button"), label(5, 4, " Buy\n now "),
		el(10, 3, "label", event.Attr{Name: "for", Value: "n"}), label(11, 10, "Name"),
		el(6, 3, "input", event.Attr{Name: "id", Value: "n"}),
		el(8, 3, "a", event.Attr{Name: "href", Value: "#"}, event.Attr{Name: "aria-label", Value: "Home"}), el(9, 3, "canvas"))
}

func TestFrustration(t *testing.T) {
	mutation := func(ms event.Millis) taped { return at(ms, event.KindMutation) }
	tests := []struct {
		name   string
		track  tape
		others []event.Entry
		want   string // types, joined
	}{
		{"rage", tape{shop(), click(1000, 4), mutation(1010), click(1400, 4), mutation(1410), click(1900, 4), mutation(1910)}, nil, "rage_click"},
		{"too slow for rage", tape{shop(), click(1000, 4), mutation(1010), click(1900, 4), mutation(1910), click(2500, 4), mutation(2510)}, nil, ""},
		{"scrolling is no rage", tape{shop(), click(1000, 4), mutation(1001), click(1100, 4), at(1150, event.KindScroll), click(1200, 4), mutation(1201)}, nil, ""},
		{"dead", tape{shop(), click(1000, 4), mutation(1600)}, nil, "dead_click"},
		{"alive", tape{shop(), click(1000, 4), mutation(1400)}, nil, ""},
		{"a request keeps it alive", tape{shop(), click(1000, 4)}, []event.Entry{{Time: 1200, Kind: event.EntryRequest}}, ""},
		{"field, link and canvas are never dead", tape{shop(), click(1000, 6), click(4000, 8), click(8000, 9)}, nil, ""},
		{"error", tape{shop(), click(1000, 4), mutation(1100)}, []event.Entry{{Time: 1800, Kind: event.EntryError, Title: "x is undefined"}}, "error_click"},
		{"late error", tape{shop(), click(1000, 4), mutation(1100)}, []event.Entry{{Time: 2100, Kind: event.EntryError}}, ""},
		{"recorded is not repeated", tape{shop(), click(1000, 4), at(1000, event.KindFrustration, event.Op{Kind: event.OpFrustration, Text: "dead_click"})}, nil, "dead_click"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows, _, err := signal.Entries(t.Context(), test.track, 0, test.others)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, e := range rows {
				if e.Kind == event.EntryFrustration {
					got += e.Get("type")
					if e.Get("source") == "computed" && e.Get("rule") == "" {
						t.Error("no rule")
					}
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestRows(t *testing.T) {
	value := func(ms event.Millis, node event.NodeID, v string) taped {
		return at(ms, event.KindInput, event.Op{Kind: event.OpInput, Node: node, Text: v})
	}
	focus := func(ms event.Millis, node event.NodeID) taped {
		return at(ms, event.KindInteraction, event.Op{Kind: event.OpInteraction, Interaction: event.Focus, Node: node})
	}
	track := tape{
		at(0, event.KindViewport, event.Op{Kind: event.OpURL, Text: "http://a/", W: 800, H: 600}), shop(),
		focus(500, 6), value(1000, 6, "A"), value(1200, 6, "Ad"), value(1400, 6, "Ada"),
		click(2000, 5), // on the text
		at(3000, event.KindViewport, event.Op{Kind: event.OpViewport, W: 700, H: 600}),
		at(3100, event.KindViewport, event.Op{Kind: event.OpViewport, W: 640, H: 480}),
		at(5000, event.KindScroll, event.Op{Kind: event.OpScroll, Node: event.Window, Y: 50}),
		at(5300, event.KindScroll, event.Op{Kind: event.OpScroll, Node: event.Window, Y: 90}),
		at(6000, event.KindMutation, event.Op{Kind: event.OpAttr, Node: 99, Name: "x"}),
		at(9000, event.KindFocus, event.Op{Kind: event.OpPageFocus}),
		at(9500, event.KindGap, event.Op{Kind: event.OpGap, Text: "segment 2 is missing"}),
		click(9600, 8),
	}
	rows, problems, err := signal.Entries(t.Context(), track, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		at    event.Millis
		kind  event.EntryKind
		title string
	}{
		{0, event.EntryNavigation, "http://a/"},
		{1000, event.EntryInput, "Name: Ada"},
		{2000, event.EntryClick, "Buy now"},
		{2000, event.EntryFrustration, "dead_click: Buy now"},
		{3000, event.EntryResize, "800×600 → 640×480"},
		{5000, event.EntryScroll, "page to 90"},
		{9000, event.EntryFocus, "page lost focus"},
		{9500, event.EntryGap, "segment 2 is missing"},
		{9600, event.EntryClick, "Home"},
	}
	for i, w := range want {
		if i >= len(rows) || rows[i].Time != w.at || rows[i].Kind != w.kind || rows[i].Title != w.title || rows[i].Track != 3 {
			t.Fatalf("row %d: want %v, got %+v", i, w, rows)
		}
	}
	if len(rows) != len(want) {
		t.Errorf("%d rows", len(rows))
	}
	if problems.Total() != 1 || problems.Counts[event.ProblemUnknownNode] != 1 || problems.List[0].Time != 6000 {
		t.Errorf("%+v", problems)
	}
}

func TestActivity(t *testing.T) {
	track := tape{at(0, event.KindSnapshot), at(10, event.KindPointer), at(49, event.KindMutation), at(50, event.KindScroll), at(99, event.KindInput)}
	got := signal.Activity(track, 0, 99, 2)
	if len(got) != 2 || got[0] != (signal.Bin{Input: 1, Churn: 2}) || got[1] != (signal.Bin{Input: 2}) {
		t.Errorf("%+v", got)
	}
	if signal.Activity(track, 0, 99, 0) != nil {
		t.Error("bins of nothing")
	}
}
