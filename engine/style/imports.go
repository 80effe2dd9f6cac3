package style

import (
	"net/url"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dataurl"
	"playhead/engine/dom"
)

// maxImported bounds an imported sheet in bytes.
const maxImported = 4 << 20

// importer gives the sheets behind the addresses of @import rules: those of data:
// URLs, and those of links of the same scope whose text was recorded. Nothing is
// fetched. from is the sheet that imports, to which the address is relative.
func (c *sheetCache) importer(t *dom.Tree, sc *scope) func(address string, from *css.Sheet) *css.Sheet {
	var known map[string]*css.Sheet
	base := map[*css.Sheet]string{}
	survey := func() {
		known = map[string]*css.Sheet{}
		for _, r := range sc.sources {
			n := t.Node(r)
			href, _ := n.Attr("href")
			if n.Tag != "link" || href == "" || n.State == nil || n.State.Sheet == nil {
				continue
			}
			sheet := c.recorded(n.State.Sheet, sc.quirks)
			at := resolveURL(t.Page.URL, href)
			known[at], base[sheet] = sheet, at
		}
	}
	return func(address string, from *css.Sheet) *css.Sheet {
		if dataurl.Is(strings.TrimSpace(address)) {
			mime, text, ok := dataurl.Parse(address, maxImported)
			if !ok || mime != "" && mime != "text/css" {
				return nil
			}
			return c.text(string(text), sc.quirks)
		}
		if known == nil {
			survey()
		}
		at, ok := base[from]
		if !ok {
			at = t.Page.URL
		}
		return known[resolveURL(at, address)]
	}
}

// resolveURL is ref as seen from base; ref itself where that cannot be told.
func resolveURL(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	u, err := b.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ref
	}
	u.Fragment = ""
	return u.String()
}
