package convert

import (
	"strings"

	"playhead/engine/event"
)

// dialect says how a format writes nodes.
type dialect struct {
	// flatShadow: shadow roots are no nodes; their children are the host's and say
	// so (rrweb). Else they are nodes below the host.
	flatShadow bool
	comments   bool // comments are recorded
	frames     bool // documents in frames are nested among the nodes
	pictures   func(name string) string
	part       *Part
	// id maps ids to those written.
	id func(event.NodeID) int64
}

// maxDepth bounds the nesting of nodes that is written.
const maxDepth = 4096

// written reports whether the format has nodes of this kind.
func (d *dialect) written(k event.NodeType) bool {
	return k != event.NodeComment || d.comments
}

// appendNode appends a node; with deep, all below it too.
func (d *dialect) appendNode(b []byte, p Page, id event.NodeID, deep bool, depth int) []byte {
	n := p.Node(id)
	o := openObject(b)
	switch n.Kind {
	case event.NodeDocument:
		o.number("type", 0)
	case event.NodeDoctype:
		o.number("type", 1)
		o.text("name", n.Tag)
		o.text("publicId", n.Public)
		o.text("systemId", n.System)
	case event.NodeElement:
		o.number("type", 2)
		o.text("tagName", n.Tag)
		o.key("attributes")
		o.b = d.appendAttrs(o.b, p, &n)
		if n.NS == event.SVG {
			o.bool("isSVG", true)
		}
		if d.flatShadow && d.shadowRoot(p, &n) {
			o.bool("isShadowHost", true)
		}
		if d.flatShadow && n.HasSize {
			o.bool("needBlock", true)
		}
	case event.NodeShadowRoot:
		o.number("type", 11)
		o.bool("isShadowRoot", true)
	case event.NodeComment:
		o.number("type", 5)
		o.text("textContent", d.part.filter(FieldText, id, "", n.Text))
	case event.NodeCData:
		o.number("type", 4)
		o.text("textContent", "")
	default:
		o.number("type", 3)
		o.text("textContent", d.part.filter(FieldText, id, "", n.Text))
		if n.Parent != event.NoNode {
			if parent := p.Node(n.Parent); parent.Tag == "style" && parent.Kind == event.NodeElement {
				o.bool("isStyle", true)
			}
		}
	}
	if d.flatShadow && n.Parent != event.NoNode && p.Node(n.Parent).Kind == event.NodeShadowRoot {
		o.bool("isShadow", true)
	}
	o.key("id")
	o.b = appendNumber(o.b, float64(d.id(id)))
	if !d.flatShadow && len(n.Sheets) > 0 {
		o.key("adoptedStyleSheets")
		o.b = appendAdopted(o.b, d.part, n.Sheets)
	}
	switch n.Kind {
	case event.NodeDocument, event.NodeElement, event.NodeShadowRoot:
		o.key("childNodes")
		o.b = append(o.b, '[')
		if deep && depth < maxDepth {
			o.b = d.appendChildren(o.b, p, &n, depth)
		}
		o.b = append(o.b, ']')
	}
	return o.close()
}

// shadowRoot reports whether an element has a shadow root.
func (d *dialect) shadowRoot(p Page, n *Node) bool {
	return n.Inner != event.NoNode && p.Node(n.Inner).Kind == event.NodeShadowRoot
}

func (d *dialect) appendChildren(b []byte, p Page, n *Node, depth int) []byte {
	first := true
	add := func(id event.NodeID) {
		if !d.written(p.Node(id).Kind) {
			return
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = d.appendNode(b, p, id, true, depth+1)
	}
	if n.Inner != event.NoNode {
		switch inner := p.Node(n.Inner); {
		case inner.Kind == event.NodeShadowRoot && d.flatShadow:
			for _, id := range p.Children(n.Inner) {
				add(id)
			}
		case inner.Kind == event.NodeShadowRoot, d.frames:
			add(n.Inner)
		}
	}
	for _, id := range p.Children(n.ID) {
		add(id)
	}
	return b
}

// appendAttrs appends the attributes of an element, with its live state in the
// form of attributes that both formats give it.
func (d *dialect) appendAttrs(b []byte, p Page, n *Node) []byte {
	o := openObject(b)
	html := n.NS == event.HTML
	seen := make(map[string]bool, len(n.Attrs))
	for _, a := range n.Attrs {
		if seen[a.Name] || strings.HasPrefix(a.Name, "rr_") || a.Name == "_cssText" {
			continue
		}
		seen[a.Name] = true
		switch {
		case html && a.Name == "value" && n.HasValue,
			html && a.Name == "checked" && n.HasChecked && n.Tag == "input",
			html && a.Name == "selected" && n.HasChecked && n.Tag == "option":
			continue
		}
		o.text(a.Name, d.part.filter(FieldAttr, n.ID, a.Name, a.Value))
	}
	if n.HasValue {
		o.text("value", d.part.filter(FieldValue, n.ID, "", n.Value))
	}
	if n.HasChecked && n.Checked {
		if n.Tag == "option" {
			o.bool("selected", true)
		} else {
			o.bool("checked", true)
		}
	}
	if n.HasCSS {
		o.text("_cssText", d.part.sheet(n.ID, n.CSS))
	}
	if n.HasSize {
		o.text("rr_width", px(n.W))
		o.text("rr_height", px(n.H))
	}
	if n.ScrollX != 0 {
		o.number("rr_scrollLeft", n.ScrollX)
	}
	if n.ScrollY != 0 {
		o.number("rr_scrollTop", n.ScrollY)
	}
	switch n.Media {
	case event.MediaPlaying:
		o.text("rr_mediaState", "played")
	case event.MediaPaused:
		o.text("rr_mediaState", "paused")
	}
	if n.MediaTime > 0 && n.Media != event.MediaUnknown && d.flatShadow {
		o.number("rr_mediaCurrentTime", n.MediaTime)
	}
	if n.Open && n.Modal && d.flatShadow {
		o.text("rr_open_mode", "modal")
	}
	if n.Picture != "" && d.pictures != nil {
		if url := d.pictures(n.Picture); url != "" {
			o.text("rr_dataURL", url)
		}
	}
	return o.close()
}

func px(v float64) string { return string(appendNumber(nil, v)) + "px" }
