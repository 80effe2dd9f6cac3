package convert

import (
	"context"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"playhead/engine/event"
)

// Numbers of rrweb.
const (
	rrSnapshot    = 2
	rrIncremental = 3
	rrMeta        = 4
	rrCustom      = 5
	rrPlugin      = 6
)

// RRWeb writes the part as rrweb events: emit is called with the JSON of each,
// in order. The buffer is used again after the call.
func RRWeb(ctx context.Context, p *Part, emit func(t event.Millis, json []byte) error) (*Result, error) {
	f := &rrweb{emit: emit, result: &Result{}}
	f.dialect = dialect{part: p, flatShadow: true, comments: true, id: f.id, pictures: f.picture}
	err := walk(ctx, p, f)
	return f.result, err
}

type rrweb struct {
	dialect
	emit   func(t event.Millis, json []byte) error
	err    error
	result *Result
	buf    []byte
	sheets map[event.SheetID]bool // defined since the last snapshot
	typed  map[event.NodeID]bool  // controls that had an input event
}

// id maps ids to rrweb's: a shadow root is named by its host.
func (f *rrweb) id(id event.NodeID) int64 {
	if f.part.Page.Has(id) {
		if n := f.part.Page.Node(id); n.Kind == event.NodeShadowRoot && n.Parent != event.NoNode {
			id = n.Parent
		}
	}
	return int64(id) + 1 // Datadog counts from 0, and 0 is no id in rrweb
}

func (f *rrweb) picture(name string) string {
	if strings.HasPrefix(name, "data:image/") {
		return name
	}
	if f.part.Picture == nil {
		return ""
	}
	b := f.part.Picture(name)
	mime := http.DetectContentType(b)
	if len(b) == 0 || !strings.HasPrefix(mime, "image/") {
		return ""
	}
	return "data:" + mime + ";base64," + base64.StdEncoding.EncodeToString(b)
}

// write emits an event of a type with the data that fill adds.
func (f *rrweb) write(t event.Millis, typ float64, fill func(o *object)) {
	if f.err != nil {
		return
	}
	o := openObject(f.buf[:0])
	o.number("type", typ)
	o.key("data")
	data := openObject(o.b)
	fill(&data)
	o.b = data.close()
	o.number("timestamp", float64(t))
	f.buf = o.close()
	f.result.count(t)
	f.err = f.emit(t, f.buf)
}

func (f *rrweb) incremental(t event.Millis, source float64, fill func(o *object)) {
	f.write(t, rrIncremental, func(o *object) {
		o.number("source", source)
		fill(o)
	})
}

func (f *rrweb) flush() error             { return f.err }
func (f *rrweb) due() bool                { return false }
func (f *rrweb) view(event.Millis, int32) {}

func (f *rrweb) address(t event.Millis) {
	w := f.part.Page.Window()
	f.write(t, rrMeta, func(o *object) {
		o.text("href", f.part.filter(FieldAddress, event.NoNode, "", w.URL))
		o.number("width", w.W)
		o.number("height", w.H)
	})
}

func (f *rrweb) page(t event.Millis) {
	f.sheets, f.typed = make(map[event.SheetID]bool), make(map[event.NodeID]bool)
	w := f.part.Page.Window()
	if w.Document == event.NoNode {
		return
	}
	f.address(t)
	f.write(t, rrSnapshot, func(o *object) {
		o.key("node")
		o.b = f.appendNode(o.b, f.part.Page, w.Document, true, 0)
		o.key("initialOffset")
		offset := openObject(o.b)
		offset.number("left", w.ScrollX)
		offset.number("top", w.ScrollY)
		o.b = offset.close()
	})
	f.inside(t, w.Document, 0)
}

// inside writes what a full snapshot cannot hold: documents in frames, adopted
// style sheets, dialogs opened over the page.
func (f *rrweb) inside(t event.Millis, id event.NodeID, depth int) {
	if depth > maxDepth {
		return
	}
	n := f.part.Page.Node(id)
	if len(n.Sheets) > 0 {
		f.adopt(t, id, n.Sheets)
	}
	if n.Inner != event.NoNode {
		if f.part.Page.Node(n.Inner).Kind == event.NodeDocument {
			f.frame(t, n.Inner)
		}
		f.inside(t, n.Inner, depth+1)
	}
	for _, kid := range f.part.Page.Children(id) {
		f.inside(t, kid, depth+1)
	}
}

// frame writes the document of a frame.
func (f *rrweb) frame(t event.Millis, doc event.NodeID) {
	n := f.part.Page.Node(doc)
	f.incremental(t, 0, func(o *object) {
		o.raw("texts", []byte("[]"))
		o.raw("attributes", []byte("[]"))
		o.raw("removes", []byte("[]"))
		o.key("adds")
		o.b = append(o.b, '[')
		add := openObject(o.b)
		add.number("parentId", float64(f.id(n.Parent)))
		add.null("nextId")
		add.key("node")
		add.b = f.appendNode(add.b, f.part.Page, doc, true, 0)
		o.b = append(add.close(), ']')
		o.bool("isAttachIframe", true)
	})
}

func (f *rrweb) effect(t event.Millis, o *observer, e *effect) {
	var frames []event.NodeID
	var adds []event.NodeID
	for _, root := range e.roots {
		adds, frames = f.flatten(adds, frames, root, 0)
	}
	if len(e.removed)+len(adds)+len(e.texts)+len(e.attrs) > 0 {
		f.mutation(t, e, adds)
	}
	for _, doc := range frames {
		f.frame(t, doc)
		f.inside(t, doc, 0)
	}
	for _, id := range adds {
		if n := f.part.Page.Node(id); n.Inner != event.NoNode {
			if root := f.part.Page.Node(n.Inner); root.Kind == event.NodeShadowRoot && len(root.Sheets) > 0 {
				f.adopt(t, n.Inner, root.Sheets)
			}
		}
	}
	for _, id := range e.touched {
		f.control(t, id)
	}
}

// flatten lists new nodes so that each comes after its parent and its later
// siblings.
func (f *rrweb) flatten(adds, frames []event.NodeID, id event.NodeID, depth int) (a, d []event.NodeID) {
	n := f.part.Page.Node(id)
	if depth > maxDepth {
		return adds, frames
	}
	if n.Kind == event.NodeDocument {
		return adds, append(frames, id)
	}
	if n.Kind != event.NodeShadowRoot {
		adds = append(adds, id)
	}
	if n.Inner != event.NoNode {
		adds, frames = f.flatten(adds, frames, n.Inner, depth+1)
	}
	for _, kid := range slices.Backward(f.part.Page.Children(id)) {
		adds, frames = f.flatten(adds, frames, kid, depth+1)
	}
	return adds, frames
}

func (f *rrweb) mutation(t event.Millis, e *effect, adds []event.NodeID) {
	p := f.part.Page
	f.incremental(t, 0, func(o *object) {
		o.key("texts")
		o.b = appendList(o.b, len(e.texts), func(b []byte, i int) []byte {
			x := openObject(b)
			x.number("id", float64(f.id(e.texts[i])))
			x.text("value", f.part.filter(FieldText, e.texts[i], "", p.Node(e.texts[i]).Text))
			return x.close()
		})
		o.key("attributes")
		o.b = f.appendAttrChanges(o.b, e.attrs)
		o.key("removes")
		o.b = appendList(o.b, len(e.removed), func(b []byte, i int) []byte {
			r := e.removed[i]
			x := openObject(b)
			x.number("parentId", float64(f.id(r.parent)))
			x.number("id", float64(f.id(r.id)))
			if r.shadow {
				x.bool("isShadow", true)
			}
			return x.close()
		})
		o.key("adds")
		o.b = appendList(o.b, len(adds), func(b []byte, i int) []byte {
			n := p.Node(adds[i])
			x := openObject(b)
			x.number("parentId", float64(f.id(n.Parent)))
			if n.Next == event.NoNode {
				x.null("nextId")
			} else {
				x.number("nextId", float64(f.id(n.Next)))
			}
			x.key("node")
			x.b = f.appendNode(x.b, p, adds[i], false, 0)
			return x.close()
		})
	})
}

// appendAttrChanges appends changed attributes, those of one node together.
func (d *dialect) appendAttrChanges(b []byte, list []attrChange) []byte {
	at := make(map[event.NodeID]int)
	var groups [][]attrChange
	for _, a := range list {
		i, ok := at[a.id]
		if !ok {
			i = len(groups)
			at[a.id] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], a)
	}
	return appendList(b, len(groups), func(b []byte, i int) []byte {
		o := openObject(b)
		o.number("id", float64(d.id(groups[i][0].id)))
		o.key("attributes")
		attrs := openObject(o.b)
		for _, a := range groups[i] {
			if a.gone {
				attrs.null(a.name)
			} else {
				attrs.text(a.name, d.part.filter(FieldAttr, a.id, a.name, a.value))
			}
		}
		o.b = attrs.close()
		return o.close()
	})
}

// control writes the live state of a form control as an input event.
func (f *rrweb) control(t event.Millis, id event.NodeID) {
	n := f.part.Page.Node(id)
	if n.Tag == "option" && n.Select != event.NoNode {
		n = f.part.Page.Node(n.Select)
	}
	text := n.Value
	if !n.HasValue && n.Tag != "select" {
		text, _ = attrOf(&n, "value")
		if text == "" && n.HasChecked {
			text = "on"
		}
	}
	f.incremental(t, 5, func(o *object) {
		o.number("id", float64(f.id(n.ID)))
		o.text("text", f.part.filter(FieldValue, n.ID, "", text))
		o.bool("isChecked", n.HasChecked && n.Checked)
	})
}
