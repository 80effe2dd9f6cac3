package rrweb

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"playhead/engine/event"
)

// op makes a wanted operation.
func op(kind event.OpKind, node event.NodeID, set ...func(*event.Op)) event.Op {
	o := event.Op{Kind: kind, Node: node, Ref: event.NoNode, Sheet: event.NoSheet}
	for _, f := range set {
		f(&o)
	}
	return o
}

// insert makes a wanted OpInsert.
func insert(typ event.NodeType, id event.NodeID, where event.Where, ref event.NodeID, set ...func(*event.Op)) event.Op {
	return op(event.OpInsert, id, append([]func(*event.Op){func(o *event.Op) {
		o.Type, o.Where, o.Ref = typ, where, ref
	}}, set...)...)
}

func name(v string) func(*event.Op)  { return func(o *event.Op) { o.Name = v } }
func text(v string) func(*event.Op)  { return func(o *event.Op) { o.Text = v } }
func text2(v string) func(*event.Op) { return func(o *event.Op) { o.Text2 = v } }
func xy(x, y float64) func(*event.Op) {
	return func(o *event.Op) { o.X, o.Y = x, y }
}
func wh(w, h float64) func(*event.Op) {
	return func(o *event.Op) { o.W, o.H = w, h }
}
func path(p ...int32) func(*event.Op) { return func(o *event.Op) { o.Path = p } }
func sheet(id event.SheetID) func(*event.Op) {
	return func(o *event.Op) { o.Sheet = id }
}
func set(f func(*event.Op)) func(*event.Op) { return f }

func attrs(v ...string) func(*event.Op) {
	return func(o *event.Op) {
		for i := 0; i < len(v); i += 2 {
			o.Attrs = append(o.Attrs, event.Attr{Name: v[i], Value: v[i+1]})
		}
	}
}

func decode(t *testing.T, raw string) event.Batch {
	t.Helper()
	var d Decoder
	var b event.Batch
	d.Decode([]byte(raw), &b)
	return b
}

// incremental wraps data in an event.
func incremental(data string) string { return `{"type":3,"data":` + data + `,"timestamp":5}` }

func TestDecode(t *testing.T) {
	tests := []struct {
		name, raw string
		want      []event.Op
	}{
		{"load", evLoad, nil},
		{"meta", evMeta, []event.Op{op(event.OpURL, -1, text("http://a/"), wh(800, 600))}},
		{
			"full snapshot", evFull,
			[]event.Op{
				op(event.OpReset, -1),
				insert(event.NodeDocument, 1, event.AtRoot, -1),
				insert(event.NodeElement, 2, event.LastChildOf, 1, name("html")),
				op(event.OpScroll, event.Window),
			},
		},
		{
			"virtual attributes", `{"type":2,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"video","attributes":{"src":"a.mp4","rr_mediaState":"paused","rr_mediaCurrentTime":1.5,"rr_mediaVolume":1,"rr_width":"100px","rr_height":"50.5px","rr_scrollLeft":3,"rr_scrollTop":4,"rr_dataURL":"data:x","rr_open_mode":"modal","checked":true,"selected":false,"tabindex":-1},"childNodes":[],"id":2,"needBlock":true}]},"initialOffset":{"left":1,"top":2}},"timestamp":1}`,
			[]event.Op{
				op(event.OpReset, -1),
				insert(event.NodeDocument, 1, event.AtRoot, -1),
				insert(event.NodeElement, 2, event.LastChildOf, 1, name("video"), attrs("src", "a.mp4", "checked", "", "tabindex", "-1")),
				op(event.OpSize, 2, wh(100, 50.5)),
				op(event.OpScroll, 2, xy(3, 4)),
				op(event.OpPicture, 2, text("data:x")),
				op(event.OpMedia, 2, xy(1.5, 0), set(func(o *event.Op) { o.Media = event.MediaPaused })),
				op(event.OpDialog, 2, set(func(o *event.Op) { o.On, o.Modal = true, true })),
				op(event.OpScroll, event.Window, xy(1, 2)),
			},
		},
		{
			"a dialog is closed", `{"type":3,"data":{"source":0,"texts":[],"attributes":[{"id":2,"attributes":{"open":null,"rr_open_mode":"non-modal"}}],"removes":[],"adds":[]},"timestamp":1}`,
			[]event.Op{
				op(event.OpAttrDel, 2, name("open")),
				op(event.OpDialog, 2),
			},
		},
		{
			"style texts and shadow root", `{"type":2,"data":{"node":{"type":0,"childNodes":[
			 {"type":2,"tagName":"style","attributes":{"_cssText":"a{}/* rr_split */b{}"},"childNodes":[{"type":3,"textContent":"","id":3},{"type":3,"textContent":"","id":4}],"id":2},
			 {"type":2,"tagName":"x-a","attributes":{},"childNodes":[{"type":3,"textContent":"light","id":6},{"type":2,"tagName":"p","attributes":{},"childNodes":[],"id":7,"isShadow":true}],"id":5,"isShadowHost":true},
			 {"type":2,"tagName":"svg","attributes":{"viewBox":"0 0 1 1"},"childNodes":[],"id":8,"isSVG":true},
			 {"type":5,"textContent":"c","id":9},{"type":4,"textContent":"d","id":10},{"type":1,"name":"html","publicId":"p","systemId":"s","id":11}],"id":1}},"timestamp":1}`,
			[]event.Op{
				op(event.OpReset, -1),
				insert(event.NodeDocument, 1, event.AtRoot, -1),
				insert(event.NodeElement, 2, event.LastChildOf, 1, name("style")),
				insert(event.NodeText, 3, event.LastChildOf, 2, text("a{}"), set(func(o *event.Op) { o.Modal = true })),
				insert(event.NodeText, 4, event.LastChildOf, 2, text("b{}"), set(func(o *event.Op) { o.Modal = true })),
				insert(event.NodeElement, 5, event.LastChildOf, 1, name("x-a")),
				insert(event.NodeShadowRoot, -8, event.LastChildOf, 5),
				insert(event.NodeText, 6, event.LastChildOf, 5, text("light")),
				insert(event.NodeElement, 7, event.LastChildOf, -8, name("p")),
				insert(event.NodeElement, 8, event.LastChildOf, 1, name("svg"), attrs("viewBox", "0 0 1 1"), set(func(o *event.Op) { o.NS = event.SVG })),
				insert(event.NodeComment, 9, event.LastChildOf, 1, text("c")),
				insert(event.NodeCData, 10, event.LastChildOf, 1, text("d")),
				insert(event.NodeDoctype, 11, event.LastChildOf, 1, name("html"), text("p"), text2("s")),
				op(event.OpSheetText, 2, text("a{}/* rr_split */b{}")),
				op(event.OpScroll, event.Window),
			},
		},
		{
			"mutation in the recorders' order", incremental(`{"source":0,"texts":[{"id":4,"value":"t"},{"id":5,"value":null}],
			 "attributes":[{"id":6,"attributes":{"class":"c","hidden":null,"disabled":true,"style":{"color":"red","top":["0px","important"],"left":false}}},{"id":7,"attributes":{"style":"a:b","rr_scrollTop":9}}],
			 "removes":[{"parentId":1,"id":2}],"adds":[{"parentId":1,"nextId":null,"node":{"type":3,"textContent":"x","id":8}}]}`),
			[]event.Op{
				op(event.OpRemove, 2),
				insert(event.NodeText, 8, event.LastChildOf, 1, text("x")),
				op(event.OpText, 4, text("t")),
				op(event.OpText, 5),
				op(event.OpAttr, 6, name("class"), text("c")),
				op(event.OpAttrDel, 6, name("hidden")),
				op(event.OpAttr, 6, name("disabled")),
				op(event.OpStyleProp, 6, name("color"), text("red")),
				op(event.OpStyleProp, 6, name("top"), text("0px"), text2("important")),
				op(event.OpStylePropDel, 6, name("left")),
				op(event.OpAttr, 7, name("style"), text("a:b")),
				op(event.OpScroll, 7, xy(0, 9)),
			},
		},
		{
			"adds that need later ones", incremental(`{"source":0,"texts":[],"attributes":[],"removes":[],"adds":[
			 {"parentId":1,"nextId":11,"node":{"type":3,"textContent":"a","id":10}},
			 {"parentId":1,"nextId":12,"node":{"type":3,"textContent":"b","id":11}},
			 {"parentId":13,"nextId":null,"node":{"type":3,"textContent":"c","id":14}},
			 {"parentId":1,"nextId":null,"node":{"type":2,"tagName":"i","attributes":{},"childNodes":[],"id":12}},
			 {"parentId":12,"nextId":null,"node":{"type":2,"tagName":"b","attributes":{},"childNodes":[],"id":13}}]}`),
			[]event.Op{
				insert(event.NodeElement, 12, event.LastChildOf, 1, name("i")),
				insert(event.NodeText, 11, event.Before, 12, text("b")),
				insert(event.NodeText, 10, event.Before, 11, text("a")),
				insert(event.NodeElement, 13, event.LastChildOf, 12, name("b")),
				insert(event.NodeText, 14, event.LastChildOf, 13, text("c")),
			},
		},
		{
			"adds in a circle", incremental(`{"source":0,"adds":[
			 {"parentId":1,"nextId":11,"node":{"type":3,"textContent":"a","id":10}},
			 {"parentId":1,"nextId":10,"node":{"type":3,"textContent":"b","id":11}}]}`),
			[]event.Op{
				insert(event.NodeText, 11, event.Before, 10, text("b")),
				insert(event.NodeText, 10, event.Before, 11, text("a")),
			},
		},
		{
			"added to a shadow root, and a frame's document", incremental(`{"source":0,"adds":[
			 {"parentId":5,"nextId":null,"node":{"type":3,"textContent":"a","id":10,"isShadow":true}},
			 {"parentId":6,"nextId":null,"node":{"type":0,"childNodes":[],"id":11}}],"isAttachIframe":true}`),
			[]event.Op{
				insert(event.NodeShadowRoot, -8, event.LastChildOf, 5, set(func(o *event.Op) { o.On = true })),
				insert(event.NodeText, 10, event.LastChildOf, -8, text("a")),
				insert(event.NodeDocument, 11, event.LastChildOf, 6),
			},
		},
		{
			"positions", incremental(`{"source":1,"positions":[{"x":1.5,"y":-2,"id":2,"timeOffset":-50},{"x":3,"y":4,"id":-2,"timeOffset":0}]}`),
			[]event.Op{
				op(event.OpPointer, 2, xy(1.5, -2), set(func(o *event.Op) { o.DT, o.HasXY = -50, true })),
				op(event.OpPointer, -1, xy(3, 4), set(func(o *event.Op) { o.HasXY = true })),
			},
		},
		{
			"touch positions", incremental(`{"source":6,"positions":[{"x":1,"y":2,"id":2,"timeOffset":0}]}`),
			[]event.Op{op(event.OpPointer, 2, xy(1, 2), set(func(o *event.Op) { o.Pointer, o.HasXY = event.PointerTouch, true }))},
		},
		{
			"click by pen", incremental(`{"source":2,"type":2,"id":3,"x":4,"y":5,"pointerType":1}`),
			[]event.Op{op(event.OpInteraction, 3, xy(4, 5), set(func(o *event.Op) {
				o.Interaction, o.Pointer, o.HasXY = event.Click, event.PointerPen, true
			}))},
		},
		{
			"blur", incremental(`{"source":2,"type":6,"id":3}`),
			[]event.Op{op(event.OpInteraction, 3, set(func(o *event.Op) { o.Interaction = event.Blur }))},
		},
		{
			"touch end", incremental(`{"source":2,"type":9,"id":3,"x":4,"y":5}`),
			[]event.Op{op(event.OpInteraction, 3, xy(4, 5), set(func(o *event.Op) {
				o.Interaction, o.Pointer, o.HasXY = event.TouchEnd, event.PointerTouch, true
			}))},
		},
		{"scroll", incremental(`{"source":3,"id":3,"x":4.5,"y":5}`), []event.Op{op(event.OpScroll, 3, xy(4.5, 5))}},
		{"resize", incremental(`{"source":4,"width":640,"height":480}`), []event.Op{op(event.OpViewport, -1, wh(640, 480))}},
		{
			"input", incremental(`{"source":5,"text":"a\n\u00e9","isChecked":true,"id":3}`),
			[]event.Op{op(event.OpInput, 3, text("a\né"), set(func(o *event.Op) { o.On = true }))},
		},
		{"input of text", incremental(`{"source":5,"text":"a","id":3}`), []event.Op{op(event.OpValue, 3, text("a"))}},
		{"input of a choice", incremental(`{"source":5,"isChecked":false,"id":3}`), []event.Op{op(event.OpChecked, 3)}},
		{
			"media", incremental(`{"source":7,"type":0,"id":3,"currentTime":2}`),
			[]event.Op{op(event.OpMedia, 3, xy(2, 0), set(func(o *event.Op) { o.Media = event.MediaPlaying }))},
		},
		{
			"sheet rules", incremental(`{"source":8,"id":3,"adds":[{"rule":"a{}","index":2},{"rule":"b{}","index":[1,0]},{"rule":"c{}"}],"removes":[{"index":4}]}`),
			[]event.Op{
				op(event.OpSheetDelete, 3, path(4)),
				op(event.OpSheetInsert, 3, path(2), text("a{}")),
				op(event.OpSheetInsert, 3, path(1, 0), text("b{}")),
				op(event.OpSheetInsert, 3, path(0), text("c{}")),
			},
		},
		{
			"replaced constructed sheet", incremental(`{"source":8,"styleId":7,"replaceSync":"a{}"}`),
			[]event.Op{op(event.OpSheetText, -1, sheet(7), text("a{}"))},
		},
		{
			"declaration", incremental(`{"source":13,"id":3,"index":[0,1],"set":{"property":"color","value":"red","priority":"important"},"remove":{"property":"top"}}`),
			[]event.Op{
				op(event.OpSheetDecl, 3, path(0, 1), name("color"), text("red"), text2("important")),
				op(event.OpSheetDeclDel, 3, path(0, 1), name("top")),
			},
		},
		{
			"selection", incremental(`{"source":14,"ranges":[{"start":2,"startOffset":1,"end":3,"endOffset":4}]}`),
			[]event.Op{op(event.OpSelection, -1, set(func(o *event.Op) {
				o.Ranges = []event.Range{{Start: 2, StartOffset: 1, End: 3, EndOffset: 4}}
			}))},
		},
		{
			"adopted sheets", incremental(`{"source":15,"id":1,"styles":[{"styleId":1,"rules":[{"rule":"a{}"},{"rule":"b{}","index":1}]}],"styleIds":[1,2]}`),
			[]event.Op{
				op(event.OpSheetNew, -1, sheet(1), set(func(o *event.Op) { o.Texts = []string{"a{}", "b{}"} })),
				op(event.OpSheetAttach, 1, set(func(o *event.Op) { o.Sheets = []event.SheetID{1, 2} })),
			},
		},
		{
			"canvas picture", incremental(`{"source":9,"id":3,"type":0,"commands":[{"property":"clearRect","args":[0,0,10,10]},{"property":"drawImage","args":[{"rr_type":"ImageBitmap","args":[{"rr_type":"Blob","data":[{"rr_type":"ArrayBuffer","base64":"AAAA"}],"type":"image/webp"}]},0,0]}]}`),
			[]event.Op{op(event.OpPicture, 3, text("data:image/webp;base64,AAAA"))},
		},
		{"font", incremental(`{"source":10,"family":"a"}`), nil},
		{
			"packed", packed(t, evMeta),
			[]event.Op{op(event.OpURL, -1, text("http://a/"), wh(800, 600))},
		},
		{
			"compressed lists", `{"type":3,"cv":"2024-10","data":{"source":0,"texts":` + zipped(t, `[{"id":4,"value":"t"}]`) + `,"attributes":` + zipped(t, `[]`) +
				`,"removes":` + zipped(t, `[{"parentId":1,"id":2}]`) + `,"adds":[]},"timestamp":9}`,
			[]event.Op{op(event.OpRemove, 2), op(event.OpText, 4, text("t"))},
		},
		{
			"compressed data", `{"type":3,"cv":"2024-10","data":` + zipped(t, `{"source":3,"id":3,"x":0,"y":5}`) + `,"timestamp":9}`,
			[]event.Op{op(event.OpScroll, 3, xy(0, 5))},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := decode(t, tt.raw)
			if len(b.Problems) > 0 {
				t.Errorf("problems: %v", b.Problems)
			}
			if d := cmp.Diff(tt.want, b.Ops); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestEntries(t *testing.T) {
	tests := []struct {
		name, raw string
		want      event.Entry
	}{
		{
			"console", `{"type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":"warn","trace":["f (a.js:1:2)","g"],"payload":["\"low \\\"stock\"","{\"id\":3}"]}},"timestamp":7}`,
			event.Entry{
				Time: 7, Kind: event.EntryConsole, Severity: event.Warning, Track: -1, Node: -1, Title: `low "stock {"id":3}`,
				Fields: []event.Field{{Name: "level", Value: "warn"}, {Name: "stack", Value: "f (a.js:1:2)\ng"}},
			},
		},
		{
			"request", `{"type":6,"data":{"plugin":"rrweb/network@1","payload":{"requests":[{"name":"http://a/b","method":"POST","status":503,"timeOrigin":1000,"startTime":20,"endTime":30.5}]}},"timestamp":7}`,
			event.Entry{
				Time: 1020, Duration: 10, Kind: event.EntryRequest, Severity: event.Bad, Track: -1, Node: -1, Title: "http://a/b",
				Fields: []event.Field{{Name: "method", Value: "POST"}, {Name: "status", Value: "503"}},
			},
		},
		{
			"custom", `{"type":5,"data":{"tag":"checkout","payload":{"total":12.5,"user":"a"}},"timestamp":7}`,
			event.Entry{
				Time: 7, Kind: event.EntryCustom, Track: -1, Node: -1, Title: "checkout",
				Fields: []event.Field{{Name: "total", Value: "12.5"}, {Name: "user", Value: "a"}},
			},
		},
		{
			"other plugin", `{"type":6,"data":{"plugin":"x/y@1","payload":"z"},"timestamp":7}`,
			event.Entry{Time: 7, Kind: event.EntryCustom, Track: -1, Node: -1, Title: "x/y@1", Fields: []event.Field{{Name: "payload", Value: "z"}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := decode(t, tt.raw)
			if len(b.Ops) != 1 || b.Ops[0].Kind != event.OpEntry || len(b.Problems) > 0 {
				t.Fatalf("got %+v", b)
			}
			if d := cmp.Diff(&tt.want, b.Ops[0].Entry); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestDecodeProblems(t *testing.T) {
	tests := []struct {
		name, raw string
		want      event.ProblemKind
	}{
		{"unknown type", `{"type":42,"data":{},"timestamp":1}`, event.ProblemUnknownType},
		{"unknown source", incremental(`{"source":99}`), event.ProblemUnknownType},
		{"no source", incremental(`{"id":1}`), event.ProblemSyntax},
		{"unknown node type", incremental(`{"source":0,"adds":[{"parentId":1,"nextId":null,"node":{"type":77,"id":3}}]}`), event.ProblemUnknownType},
		{"node without id", incremental(`{"source":0,"adds":[{"parentId":1,"nextId":null,"node":{"type":3}}]}`), event.ProblemSyntax},
		{"huge id", incremental(`{"source":3,"id":99999999999,"x":0,"y":0}`), event.ProblemLimit},
		{"canvas commands", incremental(`{"source":9,"id":3,"type":0,"commands":[{"property":"fillRect","args":[0,0,1,1]}]}`), event.ProblemUnsupported},
		{"cut", evMeta[:40], event.ProblemTruncated},
		{"broken", `{"type":4,"data":{"href":]},"timestamp":1}`, event.ProblemSyntax},
		{"wrong types", incremental(`{"source":3,"id":"a","x":[],"y":{}}`), event.ProblemSyntax},
		{"not packed", `"xyz"`, event.ProblemSyntax},
		{"two events", evMeta + "," + evMove, event.ProblemSyntax},
		{"empty", ``, event.ProblemTruncated},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := decode(t, tt.raw)
			if len(b.Problems) == 0 || b.Problems[0].Kind != tt.want {
				t.Errorf("got %v, want %v", b.Problems, tt.want)
			}
		})
	}
}

// TestStringsSurvive checks that decoded strings do not alias the event's bytes.
func TestStringsSurvive(t *testing.T) {
	raw := []byte(evMeta)
	var d Decoder
	var b event.Batch
	d.Decode(raw, &b)
	clear(raw)
	if b.Ops[0].Text != "http://a/" {
		t.Errorf("got %q", b.Ops[0].Text)
	}
}

func FuzzIndexAndDecode(f *testing.F) {
	for _, c := range containers(f) {
		f.Add([]byte(c.doc))
	}
	for _, ev := range []string{
		incremental(`{"source":0,"texts":[{"id":4,"value":"t"}],"attributes":[{"id":6,"attributes":{"style":{"a":["b","c"]}}}],"removes":[{"id":2}],"adds":[{"parentId":1,"nextId":11,"node":{"type":2,"tagName":"style","attributes":{"_cssText":"a/* rr_split */b"},"childNodes":[{"type":3,"textContent":"x","id":12,"isShadow":true}],"id":10}},{"parentId":10,"nextId":null,"node":{"type":11,"isShadowRoot":true,"adoptedStyleSheets":[{"cssRules":["a"],"media":["b"],"disabled":true}],"id":11}}]}`),
		incremental(`{"source":8,"id":3,"adds":[{"rule":"a{}","index":[1,2]}],"removes":[{"index":4}]}`),
		incremental(`{"source":15,"id":1,"styles":[{"styleId":1,"rules":[{"rule":"a"}]}],"styleIds":[1]}`),
		incremental(`{"source":9,"id":3,"commands":[{"property":"drawImage","args":[{"rr_type":"ImageBitmap","args":[{"data":[{"base64":"A"}]}]}]}]}`),
		`{"type":6,"data":{"plugin":"rrweb/network@1","payload":{"requests":[{"name":"a","status":200,"startTime":1}]}},"timestamp":1}`,
		`{"type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":"log","payload":["\"a\""]}},"timestamp":1}`,
	} {
		f.Add([]byte(ev))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var x Indexer
		var d Decoder
		var b event.Batch
		last := int64(0)
		for _, it := range indexAll(&x, doc, 64) {
			if it.Start < last || it.End <= it.Start || it.End > int64(len(doc)) {
				t.Fatalf("item %+v after %d in %d bytes", it, last, len(doc))
			}
			last = it.End
			b.Reset()
			d.Decode(doc[it.Start:it.End], &b)
		}
		b.Reset()
		d.Decode(doc, &b)
	})
}
