package convert

import "playhead/engine/event"

// rest writes operations that change no nodes. What a V1 recording has no words
// for and changes the page has the page written anew.
func (f *datadog) rest(t event.Millis, _ *observer, op *event.Op) {
	switch op.Kind {
	case event.OpScroll, event.OpViewport, event.OpMedia:
		f.state(t, op)
	case event.OpPointer, event.OpInteraction:
		f.user(t, op)
	case event.OpSheetInsert, event.OpSheetDelete:
		if op.Sheet != event.NoSheet {
			f.page(t)
			return
		}
		f.rule(t, op)
	case event.OpSheetText, event.OpSheetDecl, event.OpSheetDeclDel, event.OpSheetAttach:
		f.sheet(t, op)
	case event.OpSize:
		f.page(t)
	case event.OpVisualViewport, event.OpPageFocus, event.OpViewEnd:
		f.window(t, op)
	case event.OpFrustration:
		f.frustration(t, op)
	case event.OpEntry:
		if op.Entry != nil {
			f.entry(op.Entry)
		}
	case event.OpPicture:
		f.result.leave("picture")
	case event.OpSelection:
		f.result.leave("selection of text")
	case event.OpGap:
		f.result.leave("gap")
	}
}

func (f *datadog) state(t event.Millis, op *event.Op) {
	id := op.Node
	if id == event.Window {
		id = f.part.Page.Window().Document
	}
	switch op.Kind {
	case event.OpViewport:
		f.incremental(t, 4, func(o *object) {
			o.number("width", op.W)
			o.number("height", op.H)
		})
	case event.OpScroll:
		if f.part.Page.Has(id) {
			f.incremental(t, 3, func(o *object) {
				o.number("id", float64(f.id(id)))
				o.number("x", op.X)
				o.number("y", op.Y)
			})
		}
	case event.OpMedia:
		if op.Media == event.MediaUnknown || !f.part.Page.Has(id) {
			return
		}
		f.incremental(t, 7, func(o *object) {
			o.number("id", float64(f.id(id)))
			typ := 0.0
			if op.Media == event.MediaPaused {
				typ = 1
			}
			o.number("type", typ)
		})
	}
}

func (f *datadog) user(t event.Millis, op *event.Op) {
	id := op.Node
	if id == event.NoNode || !f.part.Page.Has(id) {
		id = f.part.Page.Window().Document
	}
	if op.Kind == event.OpPointer {
		source := 1.0
		if op.Pointer == event.PointerTouch {
			source = 6
		}
		f.incremental(t, source, func(o *object) {
			o.key("positions")
			o.b = append(o.b, '[')
			p := openObject(o.b)
			p.number("x", op.X)
			p.number("y", op.Y)
			p.number("id", float64(f.id(id)))
			p.number("timeOffset", float64(op.DT))
			o.b = append(p.close(), ']')
		})
		return
	}
	f.incremental(t, 2, func(o *object) {
		o.number("type", float64(op.Interaction))
		o.number("id", float64(f.id(id)))
		if op.HasXY {
			o.number("x", op.X)
			o.number("y", op.Y)
		}
	})
}

// rule writes an inserted or deleted rule of an element's sheet.
func (f *datadog) rule(t event.Millis, op *event.Op) {
	if !f.part.Page.Has(op.Node) {
		return
	}
	f.incremental(t, 8, func(o *object) {
		o.number("id", float64(f.id(op.Node)))
		list := "adds"
		if op.Kind == event.OpSheetDelete {
			list = "removes"
		}
		o.key(list)
		o.b = append(o.b, '[')
		x := openObject(o.b)
		if op.Kind == event.OpSheetInsert {
			x.text("rule", f.part.sheet(op.Node, op.Text))
		}
		x.key("index")
		x.b = appendPath(x.b, op.Path)
		o.b = append(x.close(), ']')
	})
}

// sheet writes the new text of an element's sheet; other sheets are part of full
// snapshots only.
func (f *datadog) sheet(t event.Millis, op *event.Op) {
	p := f.part.Page
	if op.Sheet != event.NoSheet || !p.Has(op.Node) || p.Node(op.Node).Kind != event.NodeElement {
		f.page(t)
		return
	}
	f.incremental(t, 0, func(o *object) {
		o.raw("adds", []byte("[]"))
		o.raw("removes", []byte("[]"))
		o.raw("texts", []byte("[]"))
		o.key("attributes")
		o.b = append(o.b, '[')
		x := openObject(o.b)
		x.number("id", float64(f.id(op.Node)))
		x.key("attributes")
		attrs := openObject(x.b)
		attrs.text("_cssText", f.part.sheet(op.Node, p.Node(op.Node).CSS))
		x.b = attrs.close()
		o.b = append(x.close(), ']')
	})
}

func (f *datadog) window(t event.Millis, op *event.Op) {
	switch op.Kind {
	case event.OpPageFocus:
		f.record(t, func(o *object) {
			o.number("type", ddFocus)
			o.key("data")
			d := openObject(o.b)
			d.bool("has_focus", op.On)
			o.b = d.close()
		})
	case event.OpViewEnd:
		f.ended = true
		f.record(t, func(o *object) { o.number("type", ddViewEnd) })
	case event.OpVisualViewport:
		f.record(t, func(o *object) {
			o.number("type", ddVisual)
			o.key("data")
			d := openObject(o.b)
			d.number("scale", op.Scale)
			d.number("offsetLeft", op.X)
			d.number("offsetTop", op.Y)
			d.number("pageLeft", op.X)
			d.number("pageTop", op.Y)
			d.number("width", op.W)
			d.number("height", op.H)
			o.b = d.close()
		})
	}
}

func (f *datadog) frustration(t event.Millis, op *event.Op) {
	f.record(t, func(o *object) {
		o.number("type", ddFrustration)
		o.key("data")
		d := openObject(o.b)
		d.key("frustrationTypes")
		d.b = appendList(d.b, 1, func(b []byte, _ int) []byte { return appendString(b, op.Text) })
		d.key("recordIds")
		d.b = appendList(d.b, len(op.EventIDs), func(b []byte, i int) []byte { return appendNumber(b, float64(op.EventIDs[i])) })
		o.b = d.close()
	})
}

// entry counts what segments do not hold: the SDK sends it as RUM events.
func (f *datadog) entry(e *event.Entry) {
	f.result.leave(e.Kind.String())
}
