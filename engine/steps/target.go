package steps

import (
	"strings"

	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// Target is an element as people and test tools name it, at the moment when
// something was done to it.
type Target struct {
	Node event.NodeID
	Tag  string
	// Role is the ARIA role, "" for none; Name the accessible name. Masked says
	// that the recorder replaced the name.
	Role, Name string
	Masked     bool
	// Type is the type of an input.
	Type string
	// Locator finds the element.
	Locator Locator
}

// Locator finds one element in a page: in the frames named, part by part, each
// within what the part before it finds.
type Locator struct {
	// Frames are selectors of the frames around the element, outermost first.
	Frames []string
	Parts  []Part
}

// By is what a part of a locator looks for.
type By uint8

// What parts look for.
const (
	ByRole        By = iota // Role, with the accessible name Text unless that is ""
	ByLabel                 // the text of the label
	ByPlaceholder           // the placeholder
	ByText                  // the element's text
	ByTestID                // the data-testid attribute
	ByCSS                   // a CSS selector
	byCount
)

var byNames = [byCount]string{"role", "label", "placeholder", "text", "testid", "css"}

// String returns the name in lower case.
func (b By) String() string {
	if b < byCount {
		return byNames[b]
	}
	return "unknown"
}

// Part is one part of a locator.
type Part struct {
	By         By
	Role, Text string
	// HasText is a text that the element must contain; "" for any.
	HasText string
}

// Words names the target for people: button “Pay now”.
func (x *Target) Words() string {
	kind := x.kind()
	switch {
	case x.Masked:
		return kind + " with a masked name"
	case x.Name != "" && x.Role == "" && x.Tag != "input" && x.Tag != "summary":
		return "“" + x.Name + "”"
	case x.Name != "":
		return kind + " “" + x.Name + "”"
	}
	if n := len(x.Locator.Parts); n > 0 {
		switch p := x.Locator.Parts[n-1]; {
		case p.By == ByCSS || p.By == ByTestID:
			return kind + " " + p.Text
		case p.Text != "":
			return kind + " “" + p.Text + "”"
		}
	}
	return "the " + kind
}

// kind is what sort of thing the element is.
func (x *Target) kind() string {
	switch {
	case x.Role != "":
		return aria.RoleWords(x.Role)
	case x.Tag == "input":
		return x.Type + " field"
	default:
		return x.Tag
	}
}

// maxClimb bounds the way from what was hit to what was meant.
const maxClimb = 12

// meant returns what a click on r was meant for: the control around an icon or
// a text, else the element itself.
func meant(t *dom.Tree, r dom.Ref) dom.Ref {
	for r != dom.None && !t.Node(r).IsElement() {
		r = t.Node(r).Parent
	}
	for p, i := r, 0; p != dom.None && i < maxClimb; p, i = t.Node(p).Parent, i+1 {
		if t.Node(p).IsElement() && aria.Operable(t, p) {
			return p
		}
	}
	return r
}

// newTarget names an element, nil for none.
func newTarget(t *dom.Tree, r dom.Ref) *Target {
	if r == dom.None || !t.Node(r).IsElement() {
		return nil
	}
	n := t.Node(r)
	x := &Target{Node: n.ID, Tag: n.Tag, Role: aria.Role(t, r), Name: aria.Name(t, r)}
	if n.IsHTML("input") {
		x.Type = n.InputType()
	}
	if x.Role == "" { // no name that tools would look for
		x.Name = aria.Label(t, r)
	}
	x.Masked = aria.Masked(x.Name)
	x.Locator = locate(t, r, x)
	return x
}

// locate finds the locator of an element that says most to a reader and that
// no other element of the page answers to.
func locate(t *dom.Tree, r dom.Ref, x *Target) Locator {
	l := Locator{Frames: framesAround(t, r)}
	doc := documentOf(t, r)
	for _, p := range candidates(t, r, x) {
		if unique(t, doc, r, p) {
			l.Parts = []Part{p}
			return l
		}
		if p.By != ByRole || p.Text == "" {
			continue
		}
		if around, ok := scope(t, doc, r, p); ok {
			l.Parts = []Part{around, p}
			return l
		}
	}
	l.Parts = []Part{{By: ByCSS, Text: selector(t, doc, r)}}
	return l
}

// candidates lists the ways to find an element, the best first.
func candidates(t *dom.Tree, r dom.Ref, x *Target) []Part {
	n := t.Node(r)
	var out []Part
	if x.Role != "" && x.Name != "" && !x.Masked && aria.Whole(x.Name) {
		out = append(out, Part{By: ByRole, Role: x.Role, Text: x.Name})
	}
	if n.NS == event.HTML && (n.Tag == "input" || n.Tag == "textarea" || n.Tag == "select") {
		if s := aria.LabelText(t, r); s != "" && !aria.Masked(s) && aria.Whole(s) {
			out = append(out, Part{By: ByLabel, Text: s})
		}
		if v, _ := n.Attr("placeholder"); v != "" && !aria.Masked(v) {
			out = append(out, Part{By: ByPlaceholder, Text: aria.Squeeze(v)})
		}
	} else if s := aria.Content(t, r, dom.None); s != "" && !aria.Masked(s) && aria.Whole(s) {
		out = append(out, Part{By: ByText, Text: s})
	}
	if v, _ := n.Attr("data-testid"); v != "" {
		out = append(out, Part{By: ByTestID, Text: v})
	}
	if x.Role != "" && x.Name == "" {
		out = append(out, Part{By: ByRole, Role: x.Role})
	}
	return out
}

// matches reports whether an element answers to a part of a locator.
func matches(t *dom.Tree, r dom.Ref, n *dom.Node, p Part) bool {
	switch p.By {
	case ByRole:
		return aria.Role(t, r) == p.Role && (p.Text == "" || aria.Name(t, r) == p.Text) &&
			(p.HasText == "" || contains(t, r, p.HasText)) && !aria.Hidden(t, r)
	case ByLabel:
		if n.NS != event.HTML || n.Tag != "input" && n.Tag != "textarea" && n.Tag != "select" {
			v, _ := n.Attr("aria-label")
			return aria.Squeeze(v) == p.Text
		}
		return aria.LabelText(t, r) == p.Text
	case ByPlaceholder:
		v, _ := n.Attr("placeholder")
		return v != "" && aria.Squeeze(v) == p.Text
	case ByText:
		return aria.Content(t, r, dom.None) == p.Text && !wraps(t, r, p.Text)
	case ByTestID:
		v, ok := n.Attr("data-testid")
		return ok && v == p.Text
	default:
		return false
	}
}

// wraps reports whether a child has the same text: then it is the child that
// answers to it.
func wraps(t *dom.Tree, r dom.Ref, text string) bool {
	for c := t.Node(r).First; c != dom.None; c = t.Node(c).Next {
		if t.Node(c).IsElement() && aria.Content(t, c, dom.None) == text {
			return true
		}
	}
	return false
}

func contains(t *dom.Tree, r dom.Ref, text string) bool {
	return strings.Contains(strings.ToLower(aria.Content(t, r, dom.None)), strings.ToLower(text))
}

// unique reports whether r, and nothing else below root, answers to p.
func unique(t *dom.Tree, root, r dom.Ref, p Part) bool {
	n, self, seen := 0, false, 0
	whole := aria.Walk(t, root, &seen, func(c dom.Ref, node *dom.Node) bool {
		if matches(t, c, node, p) {
			n++
			self = self || c == r
		}
		return n < 2
	})
	return whole && n == 1 && self
}

// scope finds an element around r that tells it from others of the same name: a
// dialog, a list item, a row with a text of its own.
func scope(t *dom.Tree, doc, r dom.Ref, p Part) (Part, bool) {
	for a, i := t.Node(r).Parent, 0; a != dom.None && a != doc && i < 4*maxClimb; a, i = t.Node(a).Parent, i+1 {
		n := t.Node(a)
		if !n.IsElement() || !scopes[aria.Role(t, a)] || !unique(t, a, r, p) {
			continue
		}
		around := Part{By: ByRole, Role: aria.Role(t, a)}
		if unique(t, doc, a, around) {
			return around, true
		}
		for _, s := range landmarks(t, a) {
			around.HasText = s
			if unique(t, doc, a, around) {
				return around, true
			}
		}
	}
	return Part{}, false
}

// scopes are the roles of elements that hold things which belong together.
var scopes = map[string]bool{
	"dialog": true, "alertdialog": true, "listitem": true, "row": true, "article": true, "group": true, "navigation": true,
	"region": true, "form": true, "tabpanel": true, "main": true, "complementary": true, "menu": true, "table": true, "list": true,
	"banner": true, "contentinfo": true, "treeitem": true, "gridcell": true,
}

// landmarks are short texts within an element that may tell it from its like:
// headings first, then the texts of leaves.
func landmarks(t *dom.Tree, r dom.Ref) []string {
	const (
		most             = 6
		maxLandmarkNodes = 400
	)
	var heads, leaves []string
	seen := 0
	aria.Walk(t, r, &seen, func(c dom.Ref, n *dom.Node) bool {
		s := ""
		if aria.Role(t, c) == "heading" || t.Node(c).First != dom.None && t.Node(t.Node(c).First).IsText() {
			s = aria.Content(t, c, dom.None)
		}
		switch {
		case len(s) < 2 || aria.Masked(s) || !aria.Whole(s):
		case aria.Role(t, c) == "heading":
			heads = append(heads, s)
		case len(leaves) < most:
			leaves = append(leaves, s)
		}
		return len(heads) < most && seen < maxLandmarkNodes
	})
	return append(heads, leaves...)
}

// documentOf returns the document that an element is in, across shadow trees.
func documentOf(t *dom.Tree, r dom.Ref) dom.Ref {
	for t.Node(r).Parent != dom.None && t.Node(r).Kind != event.NodeDocument {
		r = t.Node(r).Parent
	}
	return r
}

// framesAround returns the selectors of the frames around an element.
func framesAround(t *dom.Tree, r dom.Ref) []string {
	var out []string
	for doc := documentOf(t, r); doc != t.Doc && t.Node(doc).Parent != dom.None; {
		host := t.Node(doc).Parent
		doc = documentOf(t, host)
		out = append([]string{selector(t, doc, host)}, out...)
	}
	return out
}
