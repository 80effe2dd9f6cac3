package stats

import (
	"fmt"
	"strings"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/event"
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

// visitOf is a session on a page w px wide with a heading of the given number of
// lines, a button below it, and 2000 px of more; the user clicks the button n
// times, once the heading, and scrolls to y.
func visitOf(id string, w float64, lines, n int, y float64) (*Session, tape) {
	el := func(id, parent event.NodeID, name string, attrs ...event.Attr) event.Op {
		return event.Op{Kind: event.OpInsert, Node: id, Ref: parent, Where: event.LastChildOf, Type: event.NodeElement, Name: name, Attrs: attrs}
	}
	text := func(id, parent event.NodeID, s string) event.Op {
		return event.Op{Kind: event.OpInsert, Node: id, Ref: parent, Where: event.LastChildOf, Type: event.NodeText, Text: s}
	}
	ops := []event.Op{
		{Kind: event.OpReset}, {Kind: event.OpURL, Text: "https://a.test/page", W: w, H: 480},
		{Kind: event.OpInsert, Node: 1, Type: event.NodeDocument},
		el(2, 1, "html"), el(3, 2, "body", event.Attr{Name: "style", Value: "margin:0"}), el(4, 3, "div"), text(5, 4, "Heading"),
	}
	for i := range lines - 1 {
		ops = append(ops, el(event.NodeID(100+2*i), 4, "br"), text(event.NodeID(101+2*i), 4, "more"))
	}
	ops = append(ops, el(6, 3, "button", event.Attr{Name: "id", Value: "go"}), text(7, 6, "Go"), el(8, 3, "div", event.Attr{Name: "style", Value: "height:2000px"}))
	track := tape{{event.Meta{Time: 1000, Kind: event.KindSnapshot}, ops}}
	s := &Session{ID: id, Source: id, Start: 1000, End: 60_000, Views: []View{{URL: "https://a.test/page", Start: 1000, End: 60_000}}}
	click := func(at event.Millis, node event.NodeID, label string) {
		track = append(track, taped{event.Meta{Time: at, Kind: event.KindInteraction}, []event.Op{{Kind: event.OpInteraction, Interaction: event.Click, Node: node}}})
		s.Entries = append(s.Entries, event.Entry{Time: at, Kind: event.EntryClick, Node: node, Title: label})
	}
	for i := range n {
		click(event.Millis(2000+100*i), 6, "Go")
	}
	click(9000, 4, "Heading")
	track = append(track, taped{event.Meta{Time: 20_000, Kind: event.KindScroll}, []event.Op{{Kind: event.OpScroll, Node: event.Window, Y: y}}})
	return s, track
}

func heatOf(t *testing.T, s *Session, track tape) *Heat {
	t.Helper()
	h, err := HeatOf(t.Context(), s, []event.Track{track}, func(url string) bool { return strings.HasSuffix(url, "/page") })
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Clicks are drawn on their element wherever it stands on the page drawn on.
func TestHeat(t *testing.T) {
	sum := &Heat{}
	for i, v := range []struct {
		w, y  float64
		lines int
	}{{400, 0, 1}, {640, 1600, 6}, {640, 500, 3}} {
		s, track := visitOf(fmt.Sprint(i), v.w, v.lines, 5, v.y)
		sum.Merge(heatOf(t, s, track))
	}
	r := sum.Report(0)
	if r.Sessions != 3 || r.Clicks != 18 || len(r.Elements) != 2 {
		t.Fatalf("%+v", r)
	}
	if e := r.Elements[0]; e.Element != "#go" || e.Clicks != 15 || e.Sessions != 3 || e.Label != "Go" || len(e.Moments) != 3 {
		t.Errorf("%+v", e)
	}
	// One saw the first window of some 2000 px, one half, one all but the end.
	if r.Depth[0] != 1 || r.Depth[1] != 1 || r.Depth[4] < 0.6 || r.Depth[4] > 0.7 || r.Depth[10] != 0 {
		t.Errorf("depth %v", r.Depth)
	}
	if r.Drawn.Session != "1" {
		t.Errorf("drawn on the page of %s: most windows are as wide as the second's", r.Drawn.Session)
	}
	d := sum.Draw(100, true)
	if d.Missing != 0 || d.Grid.Cols != 80+gutter {
		t.Errorf("%d missing, %d columns", d.Missing, d.Grid.Cols)
	}
	text := string(cell.AppendText(nil, d.Grid))
	rows := strings.Split(text, "\n")
	if !strings.Contains(rows[6], "⟨15⟩") && !strings.Contains(rows[7], "⟨15⟩") {
		t.Errorf("the button is in row 7:\n%s", strings.Join(rows[:10], "\n"))
	}
	// The button is the hottest: its cell is redder than the heading's.
	hot, warm := reddest(d.Grid, 6, 8), reddest(d.Grid, 0, 3)
	if hot <= warm || hot == 0 {
		t.Errorf("red %d at the button, %d at the heading", hot, warm)
	}
	if r, _, b := d.Grid.At(40, 3).BG.RGB(); r == b {
		t.Errorf("the heading is not tinted")
	}
	if !strings.Contains(rows[0], "100%") || !strings.Contains(text, " 67%") || !strings.Contains(text, " 33%") {
		t.Errorf("no scroll depths:\n%s", text)
	}
}

// reddest is the greatest excess of red over blue in rows of a grid.
func reddest(g *cell.Grid, from, to int) int {
	most := 0
	for y := from; y < to; y++ {
		for x := range g.Cols - gutter {
			r, _, b := g.At(x, y).BG.RGB()
			most = max(most, int(r)-int(b))
		}
	}
	return most
}

func TestHeatElsewhere(t *testing.T) {
	s, track := visitOf("a", 640, 1, 2, 0)
	h, err := HeatOf(t.Context(), s, []event.Track{track}, func(string) bool { return false })
	if err != nil || h.Sessions() != 0 || h.Draw(80, false) != nil {
		t.Errorf("a page that was not asked for: %+v, %v", h, err)
	}
}
