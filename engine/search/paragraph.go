package search

import (
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Bounds of a paragraph. Longer ones count as if everything could match in them.
const (
	maxParagraph      = 64 << 10
	maxParagraphNodes = 2048
	maxClimb          = 64
)

// inline says which elements stand in a line of text by themselves. What a style
// sheet makes inline besides is at worst cut into several paragraphs, of which
// each has the words that it has; only a word that runs over the cut is missed.
func inline(n *dom.Node) bool {
	if n.NS != event.HTML {
		return true // text of pictures
	}
	switch n.Tag {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
		"kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "slot", "small", "span", "strike", "strong",
		"sub", "sup", "time", "tt", "u", "var", "wbr", "img":
		return true
	}
	return strings.Contains(n.Tag, "-") // a custom element
}

// paragraph returns the element whose text a node belongs to: the nearest one
// around it that is not inline. None for what is in no element.
func paragraph(t *dom.Tree, r dom.Ref) dom.Ref {
	for range maxClimb {
		n := t.Node(r)
		if n.IsElement() && !inline(n) {
			return r
		}
		if n.Parent == dom.None || !t.Node(n.Parent).IsElement() {
			if n.IsElement() {
				return r
			}
			return dom.None
		}
		r = n.Parent
	}
	return r
}

// gather collects the text of a paragraph.
type gather struct {
	t     *dom.Tree
	text  []byte
	nodes int
	full  bool
}

// of returns the text of paragraph r: of its text nodes, those of inline
// elements below it, and what its own and their attributes show. It is valid
// until the next call; full says that the paragraph is too long to tell.
func (g *gather) of(t *dom.Tree, r dom.Ref) (text []byte, full bool) {
	g.t, g.text, g.nodes, g.full = t, g.text[:0], 0, false
	g.shown(r)
	g.below(r, 0)
	return g.text, g.full
}

func (g *gather) below(r dom.Ref, depth int) {
	for c := g.t.Node(r).First; c != dom.None && !g.full; c = g.t.Node(c).Next {
		if g.nodes++; g.nodes > maxParagraphNodes || len(g.text) > maxParagraph || depth > maxClimb {
			g.full = true
			return
		}
		n := g.t.Node(c)
		switch {
		case n.IsText():
			g.text = append(g.text, n.Text...)
		case n.IsElement() && inline(n):
			g.shown(c)
			g.below(c, depth+1)
		case n.IsElement():
			g.text = append(g.text, '\n')
		}
	}
}

// shown adds what attributes and the live state of an element show.
func (g *gather) shown(r dom.Ref) {
	n := g.t.Node(r)
	if !n.IsElement() {
		return
	}
	names := [2]string{}
	switch n.Tag {
	case "input", "textarea":
		g.line(g.t.Value(r))
		names = [2]string{"placeholder", "alt"}
	case "img", "area":
		names[0] = "alt"
	case "option", "optgroup", "track":
		names[0] = "label"
	}
	for _, name := range names {
		if v, ok := n.Attr(name); ok && name != "" {
			g.line(v)
		}
	}
}

func (g *gather) line(s string) {
	if s != "" {
		g.text = append(append(append(g.text, '\n'), s...), '\n')
	}
}
