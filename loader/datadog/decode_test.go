package datadog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"playhead/engine/event"
)

func op(kind event.OpKind, node event.NodeID, set ...func(*event.Op)) event.Op {
	o := event.Op{Kind: kind, Node: node, Ref: event.NoNode, Sheet: event.NoSheet}
	for _, f := range set {
		f(&o)
	}
	return o
}

func insert(typ event.NodeType, id event.NodeID, where event.Where, ref event.NodeID, set ...func(*event.Op)) event.Op {
	return op(event.OpInsert, id, append([]func(*event.Op){func(o *event.Op) {
		o.Type, o.Where, o.Ref = typ, where, ref
	}}, set...)...)
}

func name(v string) func(*event.Op)  { return func(o *event.Op) { o.Name = v } }
func text(v string) func(*event.Op)  { return func(o *event.Op) { o.Text = v } }
func text2(v string) func(*event.Op) { return func(o *event.Op) { o.Text2 = v } }
func on(v bool) func(*event.Op)      { return func(o *event.Op) { o.On = v } }
func xy(x, y float64) func(*event.Op) {
	return func(o *event.Op) { o.X, o.Y = x, y }
}
func wh(w, h float64) func(*event.Op) {
	return func(o *event.Op) { o.W, o.H = w, h }
}
func sheets(ids ...event.SheetID) func(*event.Op) { return func(o *event.Op) { o.Sheets = ids } }
func ids(v ...int64) func(*event.Op)              { return func(o *event.Op) { o.EventIDs = v } }

func attrs(v ...string) func(*event.Op) {
	return func(o *event.Op) {
		for i := 0; i < len(v); i += 2 {
			o.Attrs = append(o.Attrs, event.Attr{Name: v[i], Value: v[i+1]})
		}
	}
}

func newSheet(id event.SheetID, texts []string, set ...func(*event.Op)) event.Op {
	return op(event.OpSheetNew, event.NoNode, append([]func(*event.Op){func(o *event.Op) {
		o.Sheet, o.Texts = id, texts
	}}, set...)...)
}

// document is the bytes that a segment was indexed from.
type document []byte

func (d document) Bytes() ([]byte, error) { return d, nil }

// first returns a segment's first record.
func first(s *Segment) Record {
	for r := range s.Records() {
		return r
	}
	return Record{}
}

// recording is one view under test: segments made of records, and gaps.
type recording struct {
	t      testing.TB
	stream Stream
}

func (r *recording) segment(records ...string) *Segment {
	r.t.Helper()
	doc := `{"records":[` + strings.Join(records, ",") + fmt.Sprintf(`],"records_count":%d,"view":{"id":"v"}}`, len(records)) + "\n"
	seg, _ := Index([]byte(doc), 0)
	if len(seg.Problems) > 0 {
		r.t.Fatalf("%v in %s", seg.Problems, doc)
	}
	r.stream.Append(seg, document(doc))
	return seg
}

// decode decodes record i.
func (r *recording) decode(i int) event.Batch {
	r.t.Helper()
	var b event.Batch
	if err := r.stream.Decode(i, &b); err != nil {
		r.t.Fatal(err)
	}
	return b
}

func changes(list string) string { return `{"type":12,"data":` + list + `,"timestamp":2}` }

func fullChanges(list string) string {
	return `{"type":2,"format":1,"data":` + list + `,"timestamp":1}`
}

// page is a full snapshot that defines strings 0 to 2, nodes 0 to 2, sheet 0.
const page = `[[0,"#document","DIV","x"],[1,[null,0],[1,"HTML"],[1,1]],[7,["a{}"]]]`

func TestRecords(t *testing.T) {
	tests := []struct {
		name, raw string
		kind      event.Kind
		want      []event.Op
	}{
		{
			"meta", `{"type":4,"data":{"href":"http://a/","width":800,"height":600},"timestamp":1}`, event.KindViewport,
			[]event.Op{op(event.OpURL, -1, text("http://a/"), wh(800, 600))},
		},
		{"focus", `{"type":6,"data":{"has_focus":true},"timestamp":1}`, event.KindFocus, []event.Op{op(event.OpPageFocus, -1, on(true))}},
		{"view end", `{"timestamp":1,"type":7}`, event.KindViewEnd, []event.Op{op(event.OpViewEnd, -1)}},
		{
			"visual viewport", `{"type":8,"data":{"scale":2,"offsetLeft":1,"offsetTop":2,"pageLeft":3,"pageTop":4,"height":5,"width":6},"timestamp":1}`, event.KindViewport,
			[]event.Op{op(event.OpVisualViewport, -1, xy(1, 2), wh(6, 5), func(o *event.Op) { o.Scale = 2 })},
		},
		{
			"frustration", `{"timestamp":1,"type":9,"data":{"frustrationTypes":["rage_click","dead_click"],"recordIds":[59,62]}}`, event.KindFrustration,
			[]event.Op{op(event.OpFrustration, -1, text("rage_click"), ids(59, 62)), op(event.OpFrustration, -1, text("dead_click"), ids(59, 62))},
		},
		{
			"click with an id", `{"id":4,"data":{"source":2,"id":143,"type":2,"x":600,"y":522},"type":3,"timestamp":1}`, event.KindInteraction,
			[]event.Op{
				op(event.OpEventID, -1, ids(4)),
				op(event.OpInteraction, 143, xy(600, 522), func(o *event.Op) { o.Interaction, o.HasXY = event.Click, true }),
			},
		},
		{
			"pointer", `{"data":{"source":9,"pointerEventType":"down","pointerType":"touch","pointerId":1,"x":1,"y":2},"type":3,"timestamp":1}`, event.KindInteraction,
			[]event.Op{op(event.OpInteraction, -1, xy(1, 2), func(o *event.Op) {
				o.Interaction, o.Pointer, o.HasXY = event.TouchStart, event.PointerTouch, true
			})},
		},
		{
			"input", `{"data":{"source":5,"id":7,"isChecked":true},"type":3,"timestamp":1}`, event.KindInput,
			[]event.Op{op(event.OpChecked, 7, on(true))},
		},
		{
			"V1 snapshot with shadow root and adopted sheets",
			`{"data":{"node":{"type":0,"id":0,"adoptedStyleSheets":[{"cssRules":["a{}","b{}"],"media":["print","screen"],"disabled":true}],"childNodes":[{"type":2,"id":1,"tagName":"x-a","attributes":{"rr_width":"10px","rr_height":"20px"},"childNodes":[{"type":11,"id":2,"isShadowRoot":true,"childNodes":[{"type":3,"id":3,"textContent":"t"}]}]}]},"initialOffset":{"left":0,"top":7}},"type":2,"format":0,"timestamp":1}`, event.KindSnapshot,
			[]event.Op{
				op(event.OpReset, -1),
				insert(event.NodeDocument, 0, event.AtRoot, -1),
				insert(event.NodeElement, 1, event.LastChildOf, 0, name("x-a")),
				insert(event.NodeShadowRoot, 2, event.LastChildOf, 1),
				insert(event.NodeText, 3, event.LastChildOf, 2, text("t")),
				op(event.OpSize, 1, wh(10, 20)),
				newSheet(-2, []string{"a{}", "b{}"}, name("print, screen"), on(true)),
				op(event.OpSheetAttach, 0, sheets(-2)),
				op(event.OpScroll, event.Window, xy(0, 7)),
			},
		},
		{
			"snapshot of changes", fullChanges(`[[11,[1,"#document","svg>path"],[3,"lang"]],
			 [1,[null,0],[1,"#doctype","html","p","s"],[0,"HTML",[2,"en"],["hidden"]],[1,"#shadow-root"],[0,"DIV"],[-1,1],[0,"#text",{"role":4,"string":"hi"}],[2,"#cdata-section","c"]],
			 [7,["a{}"],[["b{}","c{}"],["print"],true]],[8,[0,1],[2,0]],[6,[0,1,2],[4,3,4]],[5,[4,10,20]]]`), event.KindSnapshot,
			[]event.Op{
				op(event.OpReset, -1),
				insert(event.NodeDocument, 0, event.AtRoot, -1),
				insert(event.NodeDoctype, 1, event.LastChildOf, 0, name("html"), text("p"), text2("s")),
				insert(event.NodeElement, 2, event.After, 1, name("HTML"), attrs("lang", "en", "hidden", "")),
				insert(event.NodeShadowRoot, 3, event.LastChildOf, 2),
				insert(event.NodeElement, 4, event.LastChildOf, 2, name("DIV")), // after an empty shadow root
				insert(event.NodeElement, 5, event.Before, 4, name("path"), func(o *event.Op) { o.NS = event.SVG }),
				insert(event.NodeText, 6, event.After, 5, text("hi")),
				insert(event.NodeCData, 7, event.LastChildOf, 5, text("c")),
				newSheet(0, []string{"a{}"}),
				newSheet(1, []string{"b{}", "c{}"}, name("print"), on(true)),
				op(event.OpSheetAttach, 0, sheets(1)),
				op(event.OpSheetAttach, 2, sheets(0)),
				op(event.OpScroll, event.Window, xy(1, 2)),
				op(event.OpScroll, 4, xy(3, 4)),
				op(event.OpSize, 4, wh(10, 20)),
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := recording{t: t}
			seg := r.segment(tt.raw)
			if first(seg).Kind != tt.kind {
				t.Errorf("kind %v, want %v", first(seg).Kind, tt.kind)
			}
			b := r.decode(0)
			if len(b.Problems) > 0 {
				t.Errorf("problems: %v", b.Problems)
			}
			if d := cmp.Diff(tt.want, b.Ops); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestChanges(t *testing.T) {
	tests := []struct {
		name, list string
		kind       event.Kind
		want       []event.Op
	}{
		{"remove", `[[2,1,2]]`, event.KindMutation, []event.Op{op(event.OpRemove, 1), op(event.OpRemove, 2)}},
		{
			"attributes", `[[3,[2,["class",2],["id"]]]]`, event.KindMutation,
			[]event.Op{op(event.OpAttr, 2, name("class"), text("x")), op(event.OpAttrDel, 2, name("id"))},
		},
		{"text", `[[4,[2,"t"]]]`, event.KindMutation, []event.Op{op(event.OpText, 2, text("t"))}},
		{"added nodes go on", `[[1,[1,1]],[7,["b{}"]]]`, event.KindMutation, []event.Op{insert(event.NodeElement, 3, event.LastChildOf, 2, name("DIV")), newSheet(1, []string{"b{}"})}},
		{"strings go on", `[[11,[5,"new"]],[12,[2,3]]]`, event.KindInput, []event.Op{op(event.OpValue, 2, text("new"))}},
		{
			"media", `[[9,[2,0]],[9,[2,1]]]`, event.KindMedia,
			[]event.Op{
				op(event.OpMedia, 2, xy(-1, 0), func(o *event.Op) { o.Media = event.MediaPlaying }),
				op(event.OpMedia, 2, xy(-1, 0), func(o *event.Op) { o.Media = event.MediaPaused }),
			},
		},
		{
			"visual viewport", `[[10,[1,2,3,4,5,6,1.5]]]`, event.KindViewport,
			[]event.Op{op(event.OpVisualViewport, -1, xy(1, 2), wh(5, 6), func(o *event.Op) { o.Scale = 1.5 })},
		},
		{
			"selection", `[[13,[0,1],[1,2],[2,1,2]]]`, event.KindInput,
			[]event.Op{op(event.OpChecked, 1, on(true)), op(event.OpChecked, 2), op(event.OpIndeterminate, 1), op(event.OpIndeterminate, 2)},
		},
		{"scroll", `[[6,[0,1,2]]]`, event.KindScroll, []event.Op{op(event.OpScroll, event.Window, xy(1, 2))}},
		{"image", `[[15,[2,"8x8-ab"]]]`, event.KindPicture, []event.Op{op(event.OpPicture, 2, text("8x8-ab"))}},
		{"detached sheets", `[[8,[2]]]`, event.KindSheet, []event.Op{op(event.OpSheetAttach, 2)}},
		{
			"cleared strings", `[[11,[5,"old"]],[4,[2,3]],[14],[11,[5,"first"]],[4,[2,0]],[14],[0,"again"],[4,[2,0]]]`, event.KindMutation,
			[]event.Op{op(event.OpText, 2, text("old")), op(event.OpText, 2, text("first")), op(event.OpText, 2, text("again"))},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := recording{t: t}
			r.segment(fullChanges(page))
			seg := r.segment(changes(tt.list))
			if first(seg).Kind != tt.kind {
				t.Errorf("kind %v, want %v", first(seg).Kind, tt.kind)
			}
			b := r.decode(1)
			if len(b.Problems) > 0 {
				t.Errorf("problems: %v", b.Problems)
			}
			if d := cmp.Diff(tt.want, b.Ops); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// TestNumbering checks that ids and strings go on over records, segments and
// clearings, and start anew with a full snapshot.
func TestNumbering(t *testing.T) {
	r := recording{t: t}
	r.segment(fullChanges(page), changes(`[[0,"s3"],[1,[1,1]]]`))
	r.segment(changes(`[[14],[0,"t0","t1"],[7,["b{}"]]]`))
	r.segment(changes(`[[1,[1,"#text",1]],[7,[0]]]`), fullChanges(page), changes(`[[1,[1,2]]]`))
	want := []event.Op{insert(event.NodeText, 4, event.LastChildOf, 3, text("t1")), newSheet(2, []string{"t0"})}
	if b := r.decode(3); len(b.Problems) > 0 || cmp.Diff(want, b.Ops) != "" {
		t.Errorf("%v %s", b.Problems, cmp.Diff(want, b.Ops))
	}
	want = []event.Op{insert(event.NodeElement, 3, event.LastChildOf, 2, name("x"))}
	if b := r.decode(5); len(b.Problems) > 0 || cmp.Diff(want, b.Ops) != "" {
		t.Errorf("%v %s", b.Problems, cmp.Diff(want, b.Ops))
	}
	if b := r.decode(1); len(b.Ops) != 1 || b.Ops[0].Node != 3 {
		t.Errorf("decoded again out of order: %+v", b.Ops)
	}
}

func TestGap(t *testing.T) {
	r := recording{t: t}
	r.segment(fullChanges(page), changes(`[[2,1]]`))
	r.stream.Gap(9, "segment 1 is missing")
	r.segment(changes(`[[1,[1,1]]]`), `{"type":3,"data":{"source":3,"id":2,"x":0,"y":1},"timestamp":3}`, fullChanges(page), changes(`[[2,1]]`))
	gap := r.decode(2)
	if d := cmp.Diff([]event.Op{op(event.OpGap, -1, text("segment 1 is missing"), on(true))}, gap.Ops); d != "" {
		t.Error(d)
	}
	if rec, seg := r.stream.Record(2); rec.Kind != event.KindGap || rec.Time != 9 || seg != -1 {
		t.Errorf("gap is %+v of segment %d", rec, seg)
	}
	if b := r.decode(3); len(b.Ops) != 0 || len(b.Problems) != 1 || b.Problems[0].Kind != event.ProblemMissing || r.stream.Readable(3) {
		t.Errorf("change after the gap gives %+v", b)
	}
	if b := r.decode(4); len(b.Ops) != 1 || len(b.Problems) != 0 {
		t.Errorf("scroll after the gap gives %+v", b)
	}
	if b := r.decode(6); len(b.Ops) != 1 || len(b.Problems) != 0 || !r.stream.Readable(6) {
		t.Errorf("change after the next snapshot gives %+v", b)
	}
	if p := r.stream.Problems(); len(p) != 1 || p[0].Kind != event.ProblemMissing {
		t.Errorf("problems: %v", p)
	}
}

func TestChangesWithoutSnapshot(t *testing.T) {
	r := recording{t: t}
	v1 := `{"data":{"node":{"type":0,"id":0,"childNodes":[]}},"type":2,"timestamp":1}`
	r.segment(changes(`[[2,1]]`), changes(`[[2,1]]`), v1, changes(`[[2,1]]`))
	for _, i := range []int{0, 3} {
		if b := r.decode(i); len(b.Ops) > 0 || len(b.Problems) != 1 {
			t.Errorf("record %d: %+v", i, b)
		}
	}
	if p := r.stream.Problems(); len(p) != 2 || p[0].Kind != event.ProblemNoSnapshot {
		t.Errorf("problems: %v", p)
	}
}

// TestGapInV1 checks that V1 records are applied after a gap.
func TestGapInV1(t *testing.T) {
	r := recording{t: t}
	r.segment(`{"data":{"node":{"type":0,"id":0,"childNodes":[]}},"type":2,"timestamp":1}`)
	r.stream.Gap(2, "x")
	if b := r.decode(1); len(b.Ops) != 1 || b.Ops[0].On {
		t.Errorf("%+v", b.Ops)
	}
}

func TestProblems(t *testing.T) {
	tests := []struct {
		name, raw string
		want      event.ProblemKind
	}{
		{"newer snapshot", `{"type":2,"format":7,"data":{},"timestamp":1}`, event.ProblemVersion},
		{"mobile", `{"type":10,"data":{"wireframes":[]},"timestamp":1}`, event.ProblemUnsupported},
		{"unknown type", `{"type":99,"data":{},"timestamp":1}`, event.ProblemUnknownType},
		{"unknown source", `{"type":3,"data":{"source":50},"timestamp":1}`, event.ProblemUnknownType},
		{"unknown change", fullChanges(`[[77,[1]]]`), event.ProblemUnknownType},
		{"string that is not there", fullChanges(`[[1,[null,5]]]`), event.ProblemSyntax},
		{"string of later", fullChanges(`[[1,[null,0]],[0,"#document"]]`), event.ProblemSyntax},
		{"insertion before all", fullChanges(`[[1,[3,"#document"]]]`), event.ProblemSyntax},
		{"no data", `{"type":4,"timestamp":1}`, event.ProblemSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := recording{t: t}
			r.segment(tt.raw)
			if b := r.decode(0); len(b.Problems) == 0 || b.Problems[0].Kind != tt.want {
				t.Errorf("got %v, want %v", b.Problems, tt.want)
			}
		})
	}
}

func TestSegmentMetadata(t *testing.T) {
	doc := ` {"records":[{"type":7,"timestamp":5}],"start":3,"end":5,"creation_reason":"init","records_count":1,"has_full_snapshot":true,"index_in_view":4,"source":"browser","application":{"id":"a"},"session":{"id":"s"},"view":{"id":"v"}}` + "\n"
	seg, next := Index([]byte(doc+doc), 0)
	if next != len(doc)-1 || seg.Application != "a" || seg.Session != "s" || seg.View != "v" || seg.Start != 3 || seg.End != 5 ||
		seg.IndexInView != 4 || seg.RecordsCount != 1 || !seg.HasFullSnapshot || seg.CreationReason != "init" || seg.Source != "browser" ||
		seg.Len() != 1 || len(seg.Problems) != 0 || seg.Damaged {
		t.Errorf("%+v, next %d", seg, next)
	}
	seg, next = Index([]byte(doc+doc), next)
	if seg == nil || next != 2*len(doc)-1 {
		t.Errorf("second segment %+v, next %d", seg, next)
	}
	if seg, next = Index([]byte(doc+doc), next); seg != nil || next != 2*len(doc) {
		t.Errorf("after the last: %+v, next %d", seg, next)
	}
	old, _ := Index([]byte(`{"records":[]}`), 0)
	if old.IndexInView != -1 || old.RecordsCount != -1 {
		t.Errorf("%+v", old)
	}
}

func TestDamagedSegment(t *testing.T) {
	good := `{"records":[` + fullChanges(page) + `],"records_count":1,"view":{"id":"v"}}` + "\n"
	cut := good[:len(good)-30]
	seg, next := Index([]byte(cut), 0)
	if seg.Len() != 1 || !seg.Damaged || len(seg.Problems) != 1 || seg.Problems[0].Kind != event.ProblemTruncated || next != len(cut) {
		t.Errorf("%+v, next %d", seg, next)
	}
	broken := strings.Replace(good, `"type":2`, `"type":2 2`, 1)
	seg, next = Index([]byte(broken+good), 0)
	if !seg.Damaged || next != len(broken)-1 {
		t.Errorf("%+v, next %d of %d", seg, next, len(broken))
	}
	if seg, _ = Index([]byte(broken+good), next); seg.Len() != 1 || seg.Damaged {
		t.Errorf("after the damage: %+v", seg)
	}
	var s Stream
	seg, _ = Index([]byte(cut), 0)
	s.Append(seg, document(cut))
	if rec, at := s.Record(1); s.Len() != 2 || rec.Kind != event.KindGap || at != -1 {
		t.Errorf("a damaged segment is followed by %+v", rec)
	}
}

func FuzzSegment(f *testing.F) {
	wrap := func(records ...string) []byte {
		return []byte(`{"records":[` + strings.Join(records, ",") + `],"index_in_view":0}` + "\n")
	}
	f.Add(wrap(fullChanges(page), changes(`[[14],[0,"t0"],[1,[1,0,[0,"v"]]],[8,[3,0]],[13,[2,1]],[10,[1,2,3,4,5,6,7]],[9,[1,0]],[15,[1,0]],[12,[1,{"role":1,"string":"x"}]]]`)))
	f.Add(wrap(`{"data":{"node":{"type":0,"id":0,"adoptedStyleSheets":[{"cssRules":["a"]}],"childNodes":[{"type":11,"id":1,"isShadowRoot":true,"childNodes":[]}]}},"type":2,"timestamp":1}`, changes(`[[2,1]]`)))
	f.Add(wrap(`{"type":9,"data":{"frustrationTypes":["rage_click"],"recordIds":[1]},"timestamp":1}`, `{"type":7}`, `{"type":3,"id":1,"data":{"source":9,"pointerEventType":"up","pointerType":"pen","x":1,"y":2}}`))
	f.Add([]byte(`{"records":[{"type":12,"data":[[1,[` + "\n" + `{"records":[]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		var s, other, keeps Stream
		for at := 0; at < len(doc); {
			seg, next := Index(doc, at)
			if next <= at {
				t.Fatalf("no progress at %d", at)
			}
			at = next
			if seg != nil {
				s.Append(seg, document(doc))
				other.Append(seg, document(doc[:len(doc)*3/4])) // not what was indexed
				own := *seg
				own.KeepStrings(doc)
				keeps.Append(&own, document(doc))
			}
		}
		var b event.Batch
		decoded := make([]int, s.Len())
		for i := s.Len() - 1; i >= 0; i-- {
			b.Reset()
			if err := s.Decode(i, &b); err != nil {
				t.Fatal(err)
			}
			decoded[i] = len(b.Ops)
			_ = other.Decode(i, &b)
			b.Reset()
			if err := keeps.Decode(i, &b); err != nil || len(b.Ops) != decoded[i] {
				t.Fatalf("record %d with strings kept: %d operations, not %d, %v", i, len(b.Ops), decoded[i], err)
			}
		}
		for i := range s.Len() { // in order, which finds records by another way
			b.Reset()
			if err := s.Decode(i, &b); err != nil || len(b.Ops) != decoded[i] {
				t.Fatalf("record %d: %d operations, %d before, %v", i, len(b.Ops), decoded[i], err)
			}
		}
	})
}
