package cli

import (
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/style"
	"playhead/loader/convert"
	"playhead/loader/redact"
)

// mask masks the texts of a page.
func (x *redacting) mask(page *convertPage) func(convert.Text) string {
	return func(t convert.Text) string { return x.r.Mask(x.role(page, &t), t.Value) }
}

// role says what a text of a page is.
func (x *redacting) role(page *convertPage, t *convert.Text) redact.Role {
	switch t.Field {
	case convert.FieldAddress:
		return redact.Address
	case convert.FieldSheet:
		return redact.Markup
	case convert.FieldEntry:
		if t.Name == "url" {
			return redact.Address
		}
		return redact.Plain
	}
	r := page.find(t.Node)
	if r == dom.None {
		return redact.Plain
	}
	element := r
	if t.Field == convert.FieldText {
		element = page.tree.Node(r).Parent
	}
	n := page.tree.Node(element)
	if n.IsElement() && t.Field == convert.FieldText && (n.Tag == "style" || n.Tag == "script" || n.Tag == "noscript") {
		return redact.Markup
	}
	switch {
	case t.Field == convert.FieldAttr && !speaks(n, t.Name):
		switch {
		case redact.AddressAttr(t.Name):
			return redact.Address
		case redact.Structural(t.Name):
			return redact.Markup
		}
		return redact.Plain
	case x.selected(page.tree, element), x.flags.text && t.Field != convert.FieldValue:
		return redact.Selected
	case t.Field == convert.FieldText && !n.IsHTML("textarea"):
		return redact.Plain
	}
	return typedRole(n, t)
}

// speaks reports whether people read an attribute, or typed it.
func speaks(n *dom.Node, name string) bool {
	switch name {
	case "title", "alt", "placeholder", "aria-label", "aria-description", "aria-valuetext", "label", "summary", "content", "srcdoc", "data-content", "data-value", "data-text":
		return true
	case "value":
		return !n.IsHTML("li") && !n.IsHTML("meter") && !n.IsHTML("progress")
	}
	return false
}

// typedRole says whether a text was typed.
func typedRole(n *dom.Node, t *convert.Text) redact.Role {
	if t.Field == convert.FieldAttr && t.Name != "value" {
		return redact.Plain
	}
	switch {
	case n.IsHTML("textarea"):
		return redact.Typed
	case n.IsHTML("input"):
		switch n.InputType() {
		case "submit", "button", "reset", "image", "checkbox", "radio", "color", "range", "file":
			return redact.Plain
		case "number":
			return redact.Number
		}
		return redact.Typed
	}
	return redact.Plain
}

// selected reports whether an element, or one around it, matches --selector.
func (x *redacting) selected(t *dom.Tree, r dom.Ref) bool {
	if len(x.sels) == 0 {
		return false
	}
	for depth := 0; r != dom.None && depth < maxDOMDepth; depth++ {
		if n := t.Node(r); n.Kind == event.NodeElement && style.Matches(t, x.sels, r) {
			return true
		}
		r = t.Node(r).Parent
	}
	return false
}
