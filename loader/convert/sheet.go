package convert

import (
	"strings"

	"playhead/engine/event"
)

// appendAdopted appends adopted style sheets as V1 nodes have them: their rules
// and media.
func appendAdopted(b []byte, p *Part, ids []event.SheetID) []byte {
	return appendList(b, len(ids), func(b []byte, i int) []byte {
		rules, media, _ := p.Page.Sheet(ids[i])
		o := openObject(b)
		o.key("cssRules")
		o.b = appendList(o.b, len(rules), func(b []byte, i int) []byte { return appendString(b, p.sheet(event.NoNode, rules[i])) })
		if media != "" {
			o.key("media")
			o.b = appendList(o.b, 1, func(b []byte, _ int) []byte { return appendString(b, media) })
		}
		return o.close()
	})
}

// forMedia wraps rules in a media rule where their sheet is for some media only.
func forMedia(rules []string, media string) []string {
	if media == "" || media == "all" || len(rules) == 0 {
		return rules
	}
	return []string{"@media " + media + " {\n" + strings.Join(rules, "\n") + "\n}"}
}

// appendPath appends the place of a rule: a number, or a list for nested rules.
func appendPath(b []byte, path []int32) []byte {
	if len(path) == 1 {
		return appendNumber(b, float64(path[0]))
	}
	return appendList(b, len(path), func(b []byte, i int) []byte { return appendNumber(b, float64(path[i])) })
}

// stateOf reports whether an operation sets state that a node brings along when
// it is written whole.
func stateOf(k event.OpKind) bool {
	switch k {
	case event.OpScroll, event.OpSize, event.OpMedia, event.OpDialog, event.OpPicture,
		event.OpSheetText, event.OpSheetInsert, event.OpSheetDelete, event.OpSheetDecl, event.OpSheetDeclDel, event.OpSheetAttach:
		return true
	}
	return false
}
