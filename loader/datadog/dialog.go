package datadog

import (
	"strings"

	"playhead/engine/event"
)

// dialogs appends the state of dialogs to the operations from first on. The SDK
// records the open attribute, which show() and showModal() set alike, and not
// which of them it was. A dialog is shown as modal: that is what most pages open,
// and a modal one shown in the flow of the page would mostly be out of sight.
func dialogs(b *event.Batch, first int) {
	for i, n := first, len(b.Ops); i < n; i++ {
		switch op := &b.Ops[i]; op.Kind {
		case event.OpInsert:
			if len(op.Name) != len("dialog") || !strings.EqualFold(op.Name, "dialog") {
				continue
			}
			for _, a := range op.Attrs {
				if a.Name == "open" {
					opened(b, op.Node, true)
					break
				}
			}
		case event.OpAttr, event.OpAttrDel:
			if op.Name == "open" {
				opened(b, op.Node, op.Kind == event.OpAttr)
			}
		}
	}
}

func opened(b *event.Batch, id event.NodeID, on bool) {
	op := b.Add(event.OpDialog)
	op.Node, op.On, op.Modal = id, on, on
}
