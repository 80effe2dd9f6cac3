package render

import (
	"net/url"
	"strings"

	"playhead/engine/dom"
)

// maxLinks bounds the link targets of a frame.
const maxLinks = 4096

// link makes the text of links clickable: cells whose element is within a link
// get its target. Only addresses that are safe to offer count: http, https and
// mailto.
func (f *Frame) link(o *Options) {
	if !o.Links {
		return
	}
	base, err := url.Parse(f.Tree.Page.URL)
	if err != nil {
		base = nil
	}
	known := map[dom.Ref]uint16{}
	for i := range f.Grid.Cells {
		c := &f.Grid.Cells[i]
		if c.Glyph == 0 || f.Refs[i] == dom.None {
			continue
		}
		n, ok := known[f.Refs[i]]
		if !ok {
			if to := target(f.Tree, f.Refs[i], base); to != "" && len(f.Grid.Links) < maxLinks {
				f.Grid.Links = append(f.Grid.Links, to)
				n = uint16(len(f.Grid.Links))
			}
			known[f.Refs[i]] = n
		}
		c.Link = n
	}
}

// target is the address of the link that r is in, "" for none.
func target(t *dom.Tree, r dom.Ref, base *url.URL) string {
	for n := 0; r != dom.None && n < 64; n++ {
		e := t.Node(r)
		if e.IsHTML("a") || e.IsHTML("area") {
			href, ok := e.Attr("href")
			if !ok {
				return ""
			}
			return safeURL(href, base)
		}
		r = e.Parent
	}
	return ""
}

// safeURL is an address in full when it may be offered to a terminal.
func safeURL(href string, base *url.URL) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
	default:
		return ""
	}
	return u.String()
}
