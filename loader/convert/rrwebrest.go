package convert

import (
	"strings"

	"playhead/engine/event"
)

// rest writes operations that change no nodes.
func (f *rrweb) rest(t event.Millis, _ *observer, op *event.Op) {
	switch op.Kind {
	case event.OpScroll:
		f.scroll(t, op)
	case event.OpViewport:
		f.incremental(t, 4, func(o *object) {
			o.number("width", op.W)
			o.number("height", op.H)
		})
	case event.OpPointer, event.OpInteraction, event.OpSelection:
		f.user(t, op)
	case event.OpMedia:
		f.media(t, op)
	case event.OpSize:
		f.attribute(t, op.Node, func(o *object) {
			o.key("style")
			style := openObject(o.b)
			style.text("width", px(op.W))
			style.text("height", px(op.H))
			o.b = style.close()
		})
	case event.OpDialog:
		f.attribute(t, op.Node, func(o *object) {
			if op.On && op.Modal {
				o.text("rr_open_mode", "modal")
			} else {
				o.text("rr_open_mode", "non-modal")
			}
		})
	case event.OpPicture:
		f.canvas(t, op)
	case event.OpSheetText, event.OpSheetInsert, event.OpSheetDelete, event.OpSheetDecl, event.OpSheetDeclDel, event.OpSheetAttach:
		f.sheet(t, op)
	case event.OpEntry:
		if op.Entry != nil {
			e := *op.Entry
			if e.Time == 0 {
				e.Time = t
			}
			f.entry(&e)
		}
	case event.OpFrustration:
		f.write(t, rrCustom, func(o *object) {
			o.text("tag", op.Text)
			o.raw("payload", []byte("{}"))
		})
	case event.OpVisualViewport:
		f.result.leave("pinch zoom")
	case event.OpPageFocus:
		f.result.leave("focus of the page")
	case event.OpGap:
		f.result.leave("gap")
	}
}

func (f *rrweb) scroll(t event.Millis, op *event.Op) {
	id := op.Node
	if id == event.Window {
		id = f.part.Page.Window().Document
	}
	if !f.part.Page.Has(id) {
		return
	}
	f.incremental(t, 3, func(o *object) {
		o.number("id", float64(f.id(id)))
		o.number("x", op.X)
		o.number("y", op.Y)
	})
}

// user writes what the user's hand did.
func (f *rrweb) user(t event.Millis, op *event.Op) {
	switch op.Kind {
	case event.OpPointer:
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
			p.number("id", float64(f.target(op.Node)))
			p.number("timeOffset", float64(op.DT))
			o.b = append(p.close(), ']')
		})
	case event.OpInteraction:
		f.incremental(t, 2, func(o *object) {
			o.number("type", float64(op.Interaction))
			o.number("id", float64(f.target(op.Node)))
			if op.HasXY {
				o.number("x", op.X)
				o.number("y", op.Y)
			}
			o.number("pointerType", float64(op.Pointer))
		})
	case event.OpSelection:
		f.incremental(t, 14, func(o *object) {
			o.key("ranges")
			o.b = appendList(o.b, len(op.Ranges), func(b []byte, i int) []byte {
				r := op.Ranges[i]
				x := openObject(b)
				x.number("start", float64(f.id(r.Start)))
				x.number("startOffset", float64(r.StartOffset))
				x.number("end", float64(f.id(r.End)))
				x.number("endOffset", float64(r.EndOffset))
				return x.close()
			})
		})
	}
}

// target maps the target of a pointer; rrweb's player wants one that exists.
func (f *rrweb) target(id event.NodeID) int64 {
	if id == event.NoNode || !f.part.Page.Has(id) {
		return f.id(f.part.Page.Window().Document)
	}
	return f.id(id)
}

func (f *rrweb) media(t event.Millis, op *event.Op) {
	if op.Media == event.MediaUnknown {
		return
	}
	f.incremental(t, 7, func(o *object) {
		o.number("id", float64(f.id(op.Node)))
		typ := 0.0
		if op.Media == event.MediaPaused {
			typ = 1
		}
		o.number("type", typ)
		if op.X >= 0 {
			o.number("currentTime", op.X)
		}
	})
}

// attribute writes changed attributes of one node.
func (f *rrweb) attribute(t event.Millis, id event.NodeID, fill func(o *object)) {
	if !f.part.Page.Has(id) {
		return
	}
	f.incremental(t, 0, func(o *object) {
		o.raw("texts", []byte("[]"))
		o.raw("removes", []byte("[]"))
		o.raw("adds", []byte("[]"))
		o.key("attributes")
		o.b = append(o.b, '[')
		node := openObject(o.b)
		node.number("id", float64(f.id(id)))
		node.key("attributes")
		attrs := openObject(node.b)
		fill(&attrs)
		node.b = attrs.close()
		o.b = append(node.close(), ']')
	})
}

// canvas writes the pixels of a canvas the way rrweb samples one: clear, then
// draw a picture of the whole.
func (f *rrweb) canvas(t event.Millis, op *event.Op) {
	url := f.picture(op.Text)
	mime, data, ok := strings.Cut(strings.TrimPrefix(url, "data:"), ";base64,")
	if !ok || !f.part.Page.Has(op.Node) {
		f.result.leave("picture")
		return
	}
	f.incremental(t, 9, func(o *object) {
		o.number("id", float64(f.id(op.Node)))
		o.number("type", 0)
		o.key("commands")
		o.b = append(o.b, `[{"property":"clearRect","args":[0,0,100000,100000]},{"property":"drawImage","args":[{"rr_type":"ImageBitmap","args":[{"rr_type":"Blob","data":[{"rr_type":"ArrayBuffer","base64":`...)
		o.b = append(appendString(o.b, data), `}],"type":`...)
		o.b = append(appendString(o.b, mime), `}]},0,0]}]`...)
	})
}

// sheet writes changes of style sheets.
func (f *rrweb) sheet(t event.Millis, op *event.Op) {
	p := f.part.Page
	byID := op.Sheet != event.NoSheet
	if !byID && !p.Has(op.Node) {
		return
	}
	owner := func(o *object) {
		if byID {
			o.number("styleId", float64(op.Sheet)+1)
		} else {
			o.number("id", float64(f.id(op.Node)))
		}
	}
	if byID && !f.sheets[op.Sheet] {
		return // it is written as it stands when it is attached
	}
	switch op.Kind {
	case event.OpSheetAttach:
		f.attach(t, op)
	case event.OpSheetText:
		if byID {
			rules, media, _ := p.Sheet(op.Sheet)
			f.incremental(t, 8, func(o *object) {
				owner(o)
				o.text("replace", f.part.sheet(event.NoNode, strings.Join(forMedia(rules, media), "\n")))
			})
			return
		}
		f.attribute(t, op.Node, func(o *object) { o.text("_cssText", f.part.sheet(op.Node, p.Node(op.Node).CSS)) })
	case event.OpSheetInsert, event.OpSheetDelete:
		f.incremental(t, 8, func(o *object) {
			owner(o)
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
	case event.OpSheetDecl, event.OpSheetDeclDel:
		f.incremental(t, 13, func(o *object) {
			owner(o)
			o.key("index")
			o.b = appendList(o.b, len(op.Path), func(b []byte, i int) []byte { return appendNumber(b, float64(op.Path[i])) })
			name := "set"
			if op.Kind == event.OpSheetDeclDel {
				name = "remove"
			}
			o.key(name)
			x := openObject(o.b)
			x.text("property", op.Name)
			if op.Kind == event.OpSheetDecl {
				x.text("value", f.part.sheet(op.Node, op.Text))
				x.text("priority", op.Text2)
			}
			o.b = x.close()
		})
	}
}

// attach writes which sheets an element, document or shadow root has.
func (f *rrweb) attach(t event.Millis, op *event.Op) {
	n := f.part.Page.Node(op.Node)
	if n.Kind == event.NodeElement {
		f.attribute(t, op.Node, func(o *object) { o.text("_cssText", f.part.sheet(op.Node, n.CSS)) })
		return
	}
	f.adopt(t, op.Node, op.Sheets)
}

func (f *rrweb) adopt(t event.Millis, id event.NodeID, sheets []event.SheetID) {
	f.incremental(t, 15, func(o *object) {
		o.number("id", float64(f.id(id)))
		var fresh []event.SheetID
		for _, s := range sheets {
			if _, _, ok := f.part.Page.Sheet(s); ok && !f.sheets[s] {
				f.sheets[s] = true
				fresh = append(fresh, s)
			}
		}
		if len(fresh) > 0 {
			o.key("styles")
			o.b = appendList(o.b, len(fresh), func(b []byte, i int) []byte {
				rules, media, _ := f.part.Page.Sheet(fresh[i])
				rules = forMedia(rules, media)
				x := openObject(b)
				x.number("styleId", float64(fresh[i])+1)
				x.key("rules")
				x.b = appendList(x.b, len(rules), func(b []byte, k int) []byte {
					r := openObject(b)
					r.text("rule", f.part.sheet(event.NoNode, rules[k]))
					r.number("index", float64(k))
					return r.close()
				})
				return x.close()
			})
		}
		o.key("styleIds")
		o.b = appendList(o.b, len(sheets), func(b []byte, i int) []byte { return appendNumber(b, float64(sheets[i])+1) })
	})
}
