package aria

import (
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Role returns the ARIA role of an element: the explicit one, else that of
// HTML-AAM 1.0 §3.5 as far as test tools look for it; "" for none.
func Role(t *dom.Tree, r dom.Ref) string {
	n := t.Node(r)
	if v, ok := n.Attr("role"); ok {
		switch word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(v)), " "); word {
		case "none", "presentation":
			return ""
		case "":
		default:
			return word
		}
	}
	if n.NS != event.HTML {
		return ""
	}
	if known, ok := plainRoles[n.Tag]; ok {
		return known
	}
	switch n.Tag {
	case "a", "area":
		if _, ok := n.Attr("href"); ok {
			return "link"
		}
	case "img":
		if alt, ok := n.Attr("alt"); ok && alt == "" {
			return ""
		}
		return "img"
	case "select":
		if isList(n) {
			return "listbox"
		}
		return "combobox"
	case "input":
		return inputRole(n)
	}
	return ""
}

// plainRoles are the roles that a tag has whatever its attributes.
var plainRoles = map[string]string{
	"button": "button", "textarea": "textbox", "option": "option", "dialog": "dialog", "nav": "navigation", "main": "main",
	"article": "article", "aside": "complementary", "fieldset": "group", "details": "group", "form": "form", "output": "status",
	"h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
	"ul": "list", "ol": "list", "menu": "list", "li": "listitem", "table": "table", "tr": "row", "td": "cell", "th": "columnheader",
	"progress": "progressbar", "meter": "meter", "hr": "separator",
}

// isList reports whether a select shows several options at once.
func isList(n *dom.Node) bool {
	if _, ok := n.Attr("multiple"); ok {
		return true
	}
	size, _ := n.Attr("size")
	return size != "" && size != "0" && size != "1"
}

func inputRole(n *dom.Node) string {
	typ := n.InputType()
	switch typ {
	case "checkbox", "radio":
		return typ
	case "button", "submit", "reset", "image":
		return "button"
	case "number":
		return "spinbutton"
	case "range":
		return "slider"
	case "search", "text", "email", "tel", "url":
		if _, ok := n.Attr("list"); ok {
			return "combobox"
		}
		if typ == "search" {
			return "searchbox"
		}
		return "textbox"
	default: // password, date, color, file: no role that test tools agree on
		return ""
	}
}

// Operable reports whether an element is one that a user operates, as opposed
// to one that only lies on it: an icon within a button.
func Operable(t *dom.Tree, r dom.Ref) bool {
	n := t.Node(r)
	if n.NS == event.HTML {
		switch n.Tag {
		case "button", "input", "select", "textarea", "option", "label", "summary":
			return true
		case "a", "area":
			_, ok := n.Attr("href")
			return ok
		}
	}
	switch Role(t, r) {
	case "button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option",
		"combobox", "textbox", "searchbox", "slider", "spinbutton", "treeitem", "gridcell":
		return true
	}
	return false
}

// namedByContent reports whether a role takes its name from what it contains
// (wai-aria-1.2 §5.2.8.6).
func namedByContent(role string) bool {
	switch role {
	case "button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem", "menuitemcheckbox",
		"menuitemradio", "option", "radio", "row", "rowheader", "switch", "tab", "tooltip", "treeitem":
		return true
	}
	return false
}

// RoleWords says a role in words for people.
func RoleWords(role string) string {
	if s, ok := spoken[role]; ok {
		return s
	}
	return role
}

// spoken are roles as words for people, where the role itself is none.
var spoken = map[string]string{
	"textbox": "field", "searchbox": "search field", "spinbutton": "number field", "combobox": "drop-down", "listbox": "list",
	"img": "image", "radio": "option", "listitem": "list item", "menuitem": "menu item", "menuitemcheckbox": "menu item",
	"menuitemradio": "menu item", "treeitem": "tree item", "gridcell": "cell", "columnheader": "column header",
	"complementary": "aside", "progressbar": "progress bar", "alertdialog": "dialog", "contentinfo": "footer", "banner": "header",
}
