package convert

import (
	"context"

	"playhead/engine/event"
)

// Record types and sources of Datadog segments.
const (
	ddSnapshot    = 2
	ddIncremental = 3
	ddMeta        = 4
	ddFocus       = 6
	ddViewEnd     = 7
	ddVisual      = 8
	ddFrustration = 9
)

// Bounds of a segment, about what the SDK cuts them at.
const (
	segmentTime  event.Millis = 5000
	segmentBytes              = 400 << 10 // 60 kB compressed
)

// IDs say whose segments are written.
type IDs struct {
	Application, Session string
	// View names a view of the part by its index.
	View func(index int32) string
}

// Datadog writes the part as segments of V1 records: emit is called with each, in
// order. The buffer is used again after the call.
func Datadog(ctx context.Context, p *Part, ids IDs, emit func(segment []byte) error) (*Result, error) {
	f := &datadog{ids: ids, emit: emit, result: &Result{}, current: -1, next: make(map[string]int)}
	f.dialect = dialect{part: p, frames: true, id: f.id}
	err := walk(ctx, p, f)
	return f.result, err
}

type datadog struct {
	dialect
	ids    IDs
	emit   func([]byte) error
	err    error
	result *Result

	current  int32 // index of the view
	viewID   string
	whole    bool // the view has its full snapshot
	ended    bool // the view has its end
	again    bool // what just happened has no record: the page is written anew
	next     map[string]int
	records  []byte
	count    int
	from, to event.Millis
	snapshot bool
	reason   string
}

// id maps ids: a shadow root that has none in its own format gets one.
func (f *datadog) id(id event.NodeID) int64 {
	if id < event.Window {
		return 1<<30 + int64(-id)
	}
	return int64(id)
}

func (f *datadog) record(t event.Millis, fill func(o *object)) {
	if f.err != nil {
		return
	}
	if f.count > 0 && (t-f.from >= segmentTime || len(f.records) >= segmentBytes) {
		f.cut("segment_duration_limit")
	}
	if f.count > 0 {
		f.records = append(f.records, ',')
	} else {
		f.from, f.to = t, t
	}
	o := openObject(f.records)
	o.number("timestamp", float64(t))
	fill(&o)
	f.records = o.close()
	f.count++
	f.from, f.to = min(f.from, t), max(f.to, t)
	f.result.count(t)
}

// cut ends the segment.
func (f *datadog) cut(reason string) {
	if f.count == 0 || f.err != nil {
		return
	}
	o := openObject(nil)
	o.key("records")
	o.b = append(append(append(o.b, '['), f.records...), ']')
	o.number("start", float64(f.from))
	o.number("end", float64(f.to))
	o.text("creation_reason", f.reason)
	o.number("records_count", float64(f.count))
	o.bool("has_full_snapshot", f.snapshot)
	o.number("index_in_view", float64(f.next[f.viewID]))
	o.text("source", "browser")
	for _, x := range [...]struct{ name, id string }{{"application", f.ids.Application}, {"session", f.ids.Session}, {"view", f.viewID}} {
		o.key(x.name)
		id := openObject(o.b)
		id.text("id", x.id)
		o.b = id.close()
	}
	f.next[f.viewID]++
	f.err = f.emit(append(o.close(), '\n'))
	f.records, f.count, f.snapshot, f.reason = f.records[:0], 0, false, reason
}

func (f *datadog) flush() error {
	f.cut("")
	return f.err
}

// view begins the segments of another view. Its records mean nothing without a
// full snapshot.
func (f *datadog) view(t event.Millis, index int32) {
	if index == f.current && f.viewID != "" {
		return
	}
	reason := "view_change"
	if f.viewID == "" {
		reason = "init"
	}
	if f.whole && !f.ended {
		f.record(t, func(o *object) { o.number("type", ddViewEnd) })
	}
	f.cut(reason)
	f.ended = false
	f.current, f.viewID, f.whole, f.reason = index, f.ids.View(index), false, reason
}

func (f *datadog) due() bool {
	again := !f.whole || f.again
	f.again = false
	return again
}

func (f *datadog) meta(t event.Millis) {
	w := f.part.Page.Window()
	f.record(t, func(o *object) {
		o.number("type", ddMeta)
		o.key("data")
		d := openObject(o.b)
		d.text("href", f.part.filter(FieldAddress, event.NoNode, "", w.URL))
		d.number("width", w.W)
		d.number("height", w.H)
		o.b = d.close()
	})
}

func (f *datadog) address(t event.Millis) {
	if f.whole {
		f.meta(t)
	}
}

func (f *datadog) page(t event.Millis) {
	w := f.part.Page.Window()
	if w.Document == event.NoNode {
		return
	}
	if f.viewID == "" {
		f.view(t, 0)
	}
	f.whole, f.again = true, false
	f.meta(t)
	f.record(t, func(o *object) {
		o.number("type", ddFocus)
		o.key("data")
		d := openObject(o.b)
		d.bool("has_focus", !w.Blurred)
		o.b = d.close()
	})
	f.record(t, func(o *object) {
		o.number("type", ddSnapshot)
		o.key("data")
		d := openObject(o.b)
		d.key("node")
		d.b = f.appendNode(d.b, f.part.Page, w.Document, true, 0)
		d.key("initialOffset")
		offset := openObject(d.b)
		offset.number("left", w.ScrollX)
		offset.number("top", w.ScrollY)
		d.b = offset.close()
		o.b = d.close()
	})
	f.snapshot = true
}

func (f *datadog) incremental(t event.Millis, source float64, fill func(o *object)) {
	f.record(t, func(o *object) {
		o.number("type", ddIncremental)
		o.key("data")
		d := openObject(o.b)
		d.number("source", source)
		fill(&d)
		o.b = d.close()
	})
}

func (f *datadog) effect(t event.Millis, _ *observer, e *effect) {
	p := f.part.Page
	var roots, texts []event.NodeID
	for _, id := range e.roots {
		if f.written(p.Node(id).Kind) {
			roots = append(roots, id)
		}
	}
	for _, id := range e.texts {
		if f.written(p.Node(id).Kind) {
			texts = append(texts, id)
		}
	}
	if len(e.removed)+len(roots)+len(texts)+len(e.attrs) > 0 {
		f.incremental(t, 0, func(o *object) {
			o.key("adds")
			o.b = appendList(o.b, len(roots), func(b []byte, i int) []byte { return f.appendAdd(b, roots[i]) })
			o.key("removes")
			o.b = appendList(o.b, len(e.removed), func(b []byte, i int) []byte {
				x := openObject(b)
				x.number("parentId", float64(f.id(e.removed[i].parent)))
				x.number("id", float64(f.id(e.removed[i].id)))
				return x.close()
			})
			o.key("attributes")
			o.b = f.appendAttrChanges(o.b, e.attrs)
			o.key("texts")
			o.b = appendList(o.b, len(texts), func(b []byte, i int) []byte {
				x := openObject(b)
				x.number("id", float64(f.id(texts[i])))
				x.text("value", f.part.filter(FieldText, texts[i], "", p.Node(texts[i]).Text))
				return x.close()
			})
		})
	}
	for _, id := range e.touched {
		f.control(t, id)
	}
}

// appendAdd appends a new node with all in it.
func (f *datadog) appendAdd(b []byte, id event.NodeID) []byte {
	p := f.part.Page
	n := p.Node(id)
	o := openObject(b)
	o.number("parentId", float64(f.id(n.Parent)))
	next := n.Next
	for next != event.NoNode && !f.written(p.Node(next).Kind) {
		next = p.Node(next).Next
	}
	if next == event.NoNode {
		o.null("nextId")
	} else {
		o.number("nextId", float64(f.id(next)))
	}
	o.key("node")
	o.b = f.appendNode(o.b, p, id, true, 0)
	return o.close()
}

// control writes the live state of a form control as an input record.
func (f *datadog) control(t event.Millis, id event.NodeID) {
	n := f.part.Page.Node(id)
	if n.Tag == "option" && n.Select != event.NoNode {
		if s := f.part.Page.Node(n.Select); s.HasValue {
			n = s
		}
	}
	f.incremental(t, 5, func(o *object) {
		o.number("id", float64(f.id(n.ID)))
		if n.toggles() || n.Tag == "option" {
			o.bool("isChecked", n.Checked)
			return
		}
		v := n.Value
		if !n.HasValue && n.Tag != "select" {
			v, _ = attrOf(&n, "value")
		}
		o.text("text", f.part.filter(FieldValue, n.ID, "", v))
	})
}
