package dom

import (
	"testing"

	"playhead/engine/event"
)

// FuzzApply applies arbitrary operations. The tree stays sound, and freezing and
// thawing or packing it in between changes nothing, not even Refs.
func FuzzApply(f *testing.F) {
	f.Add([]byte("\x01\x00\x00\x00\x02\x01\x00\x00\x09\x00\x02\x02\x01\x01\x00\x01"))
	f.Add([]byte{2, 0, 0, 0, 9, 0, 2, 1, 0, 1, 1, 1, 2, 2, 1, 1, 1, 2, 10, 2, 5, 1, 0, 0, 11, 2, 0, 1, 0, 0})
	f.Add([]byte("\x02\x10\x11\x01\x01\x02\x02\x11\x10\x01\x01\x02\x02\x12\x12\x02\x01\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		plain, frozen := New(), New()
		var packer Packer
		var packed *Packed
		for i := 0; len(data) >= 6; i++ {
			op := fuzzOp(data[:6])
			data = data[6:]
			a := plain.Apply(&op)
			version := plain.Version()
			if b := frozen.Apply(&op); a != b {
				t.Fatalf("op %d %+v: %v, after thawing %v", i, op, a, b)
			}
			if frozen = frozen.Freeze().Thaw(); i%3 == 0 {
				packed = packer.Pack(frozen, packed)
				frozen = packed.Unpack()
			}
			if op.Kind == event.OpReset {
				continue
			}
			if d := plain.Broken(); d != "" {
				t.Fatalf("op %d %+v: %s", i, op, d)
			}
			Canonical(plain)
			if plain.Version() != version {
				t.Fatal("reading changes the tree")
			}
		}
		Diff(plain, frozen, func(r Ref) {
			if plain.Alive(r) && frozen.Alive(r) && plain.Node(r).ID == frozen.Node(r).ID {
				return // states are equal, not the same
			}
			t.Fatalf("node %d is another", r)
		})
		if d := Unequal(plain, frozen); d != "" {
			t.Fatal(d)
		}
	})
}

var (
	fuzzTags  = []string{"DIV", "html", "body", "input", "select", "option", "textarea", "form", "style", "iframe", "svg", "button"}
	fuzzNames = []string{"value", "checked", "selected", "class", "type", "name", "style", "multiple"}
	fuzzTexts = []string{"", "radio", "checkbox", "a b", "reset", "color: red; top: 0", "x", "number"}
	fuzzTypes = []event.NodeType{event.NodeElement, event.NodeElement, event.NodeText, event.NodeDocument, event.NodeShadowRoot, event.NodeComment}
)

// fuzzOp makes an operation of six bytes: few ids, so that they meet.
func fuzzOp(b []byte) event.Op {
	id := func(v byte) event.NodeID { return event.NodeID(v%24) - 2 }
	op := event.Op{
		Kind: event.OpKind(b[0] % 40), Node: id(b[1]), Ref: id(b[2]), Where: event.Where(b[3] % 4),
		Type: fuzzTypes[int(b[4])%len(fuzzTypes)], On: b[4]&64 != 0, Modal: b[4]&32 != 0,
		Name: fuzzTags[int(b[5])%len(fuzzTags)], Text: fuzzTexts[int(b[4])%len(fuzzTexts)],
		X: float64(b[2]), Y: float64(b[3]), W: float64(b[4]), H: float64(b[5]),
		Sheet: event.SheetID(int(b[3]%4)) - 1, Path: []int32{int32(b[2]) - 1}, Sheets: []event.SheetID{0, event.SheetID(b[2] % 4)},
		Interaction: event.Interaction(b[3] % 11), NS: event.Namespace(b[5] / 128),
	}
	if b[0]&1 != 0 {
		op.Kind = event.OpInsert // most operations need nodes
	}
	if op.Kind != event.OpInsert {
		op.Name = fuzzNames[int(b[5])%len(fuzzNames)]
		return op
	}
	for i := range int(b[3] / 64) {
		op.Attrs = append(op.Attrs, event.Attr{Name: fuzzNames[(int(b[5])+i)%len(fuzzNames)], Value: fuzzTexts[(int(b[4])+i)%len(fuzzTexts)]})
	}
	return op
}
