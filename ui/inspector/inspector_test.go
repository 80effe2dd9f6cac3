package inspector

import (
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/history"
)

func TestChangesInWords(t *testing.T) {
	for _, tt := range []struct {
		c         history.Change
		what, how string
	}{
		{history.Change{Kind: history.Attribute, Name: "id", New: "a", HasNew: true}, "id", `set to "a"`},
		{history.Change{Kind: history.Attribute, Name: "id", Old: "a", HadOld: true}, "id", `removed, was "a"`},
		{history.Change{Kind: history.Attribute, Name: "id", Old: "a", HadOld: true, New: "b", HasNew: true}, "id", `"a" → "b"`},
		{history.Change{Kind: history.Style, Name: "top", Old: "0", HadOld: true, New: "1px", HasNew: true}, "style", "top: 0 → 1px"},
		{history.Change{Kind: history.Style, Name: "top", Old: "0", HadOld: true}, "style", "top removed, was 0"},
		{history.Change{Kind: history.Text, Old: "a\nb", New: "\x1b[2J"}, "text", `"a b" → "\x1b[2J"`},
		{history.Change{Kind: history.Class, New: "+x -y"}, "class", "+x -y"},
		{history.Change{Kind: history.Gone}, "gone", ""},
	} {
		if what, how := describe(&tt.c); what != tt.what || how != tt.how {
			t.Errorf("%+v: %q, %q, want %q, %q", tt.c, what, how, tt.what, tt.how)
		}
	}
}

// page is html > body > ul with items that hold one text each.
func page(items int) *dom.Tree {
	t := dom.New()
	add := func(id, parent int, typ event.NodeType, name, text string) {
		op := event.Op{Kind: event.OpInsert, Type: typ, Node: event.NodeID(id), Ref: event.NodeID(parent), Where: event.LastChildOf, Name: name, Text: text, Sheet: event.NoSheet}
		if parent == 0 {
			op.Where, op.Ref = event.AtRoot, event.NoNode
		}
		t.Apply(&op)
	}
	add(1, 0, event.NodeDocument, "", "")
	add(2, 1, event.NodeElement, "html", "")
	add(3, 2, event.NodeElement, "body", "")
	add(4, 3, event.NodeElement, "div", "")
	add(5, 4, event.NodeElement, "ul", "")
	for i := range items {
		add(10+2*i, 5, event.NodeElement, "li", "")
		add(11+2*i, 10+2*i, event.NodeText, "", "item")
	}
	return t.Freeze()
}

// What is open and selected stays while the page changes, by recorded ids.
func TestSelectionStays(t *testing.T) {
	v := New()
	v.SetTree(page(3))
	v.Reveal(15) // the text of the last item: its element is selected
	if v.Selected() != 14 || len(v.rows) != 7 {
		t.Fatalf("node %d is selected, %d rows", v.Selected(), len(v.rows))
	}
	v.SetTree(page(5))
	if v.Selected() != 14 || len(v.rows) != 9 {
		t.Errorf("node %d is selected, %d rows", v.Selected(), len(v.rows))
	}
	v.SetTree(page(2))
	if v.Ref() != dom.None {
		t.Error("an element that is gone is found")
	}
	v.SetTree(page(4))
	if v.Selected() != 14 || v.Ref() == dom.None {
		t.Error("an element that came back is not selected again")
	}
	v.Close()
	if v.Selected() != 5 {
		t.Errorf("out of the item is node %d", v.Selected())
	}
	v.Close()
	if len(v.rows) != 4 {
		t.Errorf("%d rows with the list closed", len(v.rows))
	}
}
