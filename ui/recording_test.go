package ui

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"playhead/engine/event"
	"playhead/loader"
)

// testStart is when recordings of tests begin.
const testStart event.Millis = 1_764_000_000_000

// tape is a recording in memory. Tests write it with its methods, in seconds
// from the start, and may go on while it is on screen.
type tape struct {
	mu      sync.Mutex
	tabs    []*tapeTab
	entries []event.Entry
	info    loader.Info
	loading bool
	live    bool // all there is is loaded, and more will come
	changed chan struct{}
}

// tapeTab is one tab of a tape. It is its own view of the events: a Tab never
// changes what it has published.
type tapeTab struct {
	tape   *tape
	events []tapeEvent
	views  []loader.View
}

type tapeEvent struct {
	meta event.Meta
	ops  []event.Op
}

func (t *tapeTab) ID() string   { return "tab" }
func (t *tapeTab) Name() string { return "Shop" }

func (t *tapeTab) Views() []loader.View {
	t.tape.mu.Lock()
	defer t.tape.mu.Unlock()
	return slices.Clone(t.views) // their ends move while the tape grows
}

func (t *tapeTab) Len() int {
	t.tape.mu.Lock()
	defer t.tape.mu.Unlock()
	return len(t.events)
}

func (t *tapeTab) Meta(i int) event.Meta {
	t.tape.mu.Lock()
	defer t.tape.mu.Unlock()
	return t.events[i].meta
}

func (t *tapeTab) Decode(i int, b *event.Batch) {
	t.tape.mu.Lock()
	defer t.tape.mu.Unlock()
	b.Ops = append(b.Ops, t.events[i].ops...)
}

func newTape() *tape {
	t := &tape{changed: make(chan struct{})}
	t.info = loader.Info{
		Format: loader.FormatRRWeb, Recorder: "test", RecorderVersion: "1.2.3",
		SessionID: "s-1", Start: testStart, FullSnapshots: 1, Browser: "Firefox 151", Privacy: "mask",
	}
	t.tabs = []*tapeTab{{tape: t}}
	return t
}

// Tabs and the methods below implement Recording.
func (t *tape) Tabs() []Tab {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Tab
	for _, tab := range t.tabs {
		if len(tab.events) > 0 {
			out = append(out, tab)
		}
	}
	return out
}

func (t *tape) Entries() []event.Entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := append([]event.Entry(nil), t.entries...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Time < out[j].Time })
	return out
}

func (t *tape) Info() loader.Info {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.info
}

func (t *tape) Problems() loader.Problems { return loader.Problems{} }

func (t *tape) Progress() loader.Progress {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := loader.Progress{BytesRead: 40, BytesTotal: 100, Done: !t.loading && !t.live, Live: t.live, End: t.info.End}
	return p
}

func (t *tape) Changed() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.changed
}

// grow says that the tape has changed.
func (t *tape) grow() {
	t.mu.Lock()
	defer t.mu.Unlock()
	close(t.changed)
	t.changed = make(chan struct{})
}

func at(sec float64) event.Millis { return testStart + event.Millis(sec*1000) }

// add appends an event to the first tab; times must not decrease.
func (t *tape) add(sec float64, k event.Kind, ops ...event.Op) {
	t.mu.Lock()
	defer t.mu.Unlock()
	tab := t.tabs[0]
	tab.events = append(tab.events, tapeEvent{event.Meta{Time: at(sec), Kind: k, View: int32(len(tab.views)) - 1}, ops})
	t.info.End = max(t.info.End, at(sec))
	if n := len(tab.views); n > 0 {
		tab.views[n-1].End = at(sec)
	}
}

// page starts a view with a full snapshot. Nodes are given as lines of
// "parent id tag text".
func (t *tape) page(sec float64, url, title string, nodes ...string) {
	t.mu.Lock()
	tab := t.tabs[0]
	tab.views = append(append([]loader.View(nil), tab.views...), loader.View{
		ID: fmt.Sprint("v", len(tab.views)+1), URL: url, Start: at(sec), End: at(sec),
	})
	t.mu.Unlock()
	ops := []event.Op{
		{Kind: event.OpURL, Text: url, W: 640, H: 320, Node: event.NoNode},
		{Kind: event.OpReset},
		insert(1, event.NodeDocument, "", "", 0),
		insert(2, event.NodeElement, "html", "", 1),
		insert(3, event.NodeElement, "head", "", 2),
		insert(4, event.NodeElement, "title", "", 3),
		insert(5, event.NodeText, "", title, 4),
		insert(6, event.NodeElement, "body", "", 2),
	}
	for _, n := range nodes {
		var parent, id int
		var tag string
		_, _ = fmt.Sscan(n, &parent, &id, &tag)
		text := strings.TrimSpace(strings.SplitN(n, tag, 2)[1])
		ops = append(ops, insert(id, event.NodeElement, tag, "", parent))
		if text != "" {
			ops = append(ops, insert(id+1000, event.NodeText, "", text, id))
		}
	}
	t.add(sec, event.KindSnapshot, ops...)
}

func insert(id int, typ event.NodeType, name, text string, parent int) event.Op {
	op := event.Op{
		Kind: event.OpInsert, Type: typ, Name: name, Text: text, Sheet: event.NoSheet,
		Node: event.NodeID(id), Ref: event.NodeID(parent), Where: event.LastChildOf,
	}
	if parent == 0 {
		op.Ref, op.Where = event.NoNode, event.AtRoot
	}
	return op
}

func (t *tape) pointer(sec, x, y float64, node int) {
	t.add(sec, event.KindPointer, event.Op{Kind: event.OpPointer, Node: event.NodeID(node), X: x, Y: y})
}

func (t *tape) click(sec, x, y float64, node int) {
	t.pointer(sec, x, y, node)
	for _, i := range []event.Interaction{event.MouseDown, event.MouseUp, event.Click} {
		t.add(sec, event.KindInteraction, event.Op{
			Kind: event.OpInteraction, Interaction: i, Node: event.NodeID(node), X: x, Y: y, HasXY: true,
		})
	}
}

func (t *tape) text(sec float64, node int, text string) {
	t.add(sec, event.KindMutation, event.Op{Kind: event.OpText, Node: event.NodeID(node), Text: text})
}

func (t *tape) entry(sec float64, e event.Entry) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e.Time, e.Track, e.Node = at(sec), -1, event.NoNode
	t.entries = append(t.entries, e)
}

// checkout is the recording of most tests: a minute in a shop, with a failing
// payment and half a minute in which nothing happens.
func checkout() *tape {
	t := newTape()
	t.page(0, "https://shop.example/cart", "Cart", "6 10 h1 Your cart", "6 11 p Blue shoes", "6 12 button Go to checkout")
	t.pointer(1, 40, 100, 11)
	t.text(2, 1011, "Blue shoes, size 42")
	t.click(4, 60, 90, 12)
	t.page(5, "https://shop.example/checkout", "Checkout", "6 20 h1 Checkout", "6 21 p Total 42.00", "6 22 button Pay now", "6 23 p Ready.")
	t.click(10, 60, 90, 22)
	t.text(10.2, 1023, "Paying…")
	t.entry(10.3, event.Entry{
		Kind: event.EntryRequest, Severity: event.Bad, Duration: 212, Title: "POST https://shop.example/api/pay 500",
		Fields: []event.Field{{Name: "method", Value: "POST"}, {Name: "url", Value: "https://shop.example/api/pay"}, {Name: "status", Value: "500"}},
	})
	t.entry(10.5, event.Entry{
		Kind: event.EntryError, Severity: event.Bad, Title: "TypeError: res.total is undefined",
		Fields: []event.Field{{Name: "source", Value: "source"}, {Name: "stack", Value: "at pay (shop.js:12:3)\nat onclick (shop.js:80:1)"}},
	})
	t.text(10.6, 1023, "Payment failed. Try again.")
	t.entry(11, event.Entry{
		Kind: event.EntryConsole, Severity: event.Warning, Title: "retrying in 5 s",
		Fields: []event.Field{{Name: "level", Value: "warn"}},
	})
	for i := range 5 {
		t.click(14+float64(i)*0.15, 60, 90, 22)
	}
	t.click(50, 40, 60, 21)
	t.text(52, 1023, "Thank you.")
	t.pointer(60, 10, 10, 20)
	return t
}
