package datadog

import (
	"testing"

	"playhead/engine/event"
)

func TestDialogs(t *testing.T) {
	var b event.Batch
	op := b.Add(event.OpInsert)
	op.Node, op.Type, op.Name, op.Attrs = 1, event.NodeElement, "DIALOG", []event.Attr{{Name: "open"}}
	op = b.Add(event.OpInsert)
	op.Node, op.Type, op.Name, op.Attrs = 2, event.NodeElement, "DETAILS", []event.Attr{{Name: "open"}}
	op = b.Add(event.OpAttrDel)
	op.Node, op.Name = 3, "open"
	n := len(b.Ops)
	dialogs(&b, 0)
	got := b.Ops[n:]
	if len(got) != 2 || got[0].Node != 1 || !got[0].On || !got[0].Modal || got[1].Node != 3 || got[1].On {
		t.Errorf("operations %+v", got)
	}
}
