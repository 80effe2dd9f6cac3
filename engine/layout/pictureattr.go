package layout

import (
	"strings"

	"playhead/engine/dom"
)

// parseTag reads the attributes of a start tag, as far as sizes need them.
func parseTag(tag string) dom.Node {
	var n dom.Node
	for len(n.Attrs) < 64 {
		eq := strings.IndexByte(tag, '=')
		if eq < 0 {
			return n
		}
		name := tag[:eq]
		if i := strings.LastIndexAny(strings.TrimRight(name, " \t\n"), " \t\n"); i >= 0 {
			name = name[i+1:]
		}
		rest := strings.TrimLeft(tag[eq+1:], " \t\n")
		if rest == "" || rest[0] != '"' && rest[0] != '\'' {
			return n
		}
		end := strings.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return n
		}
		n.Attrs = append(n.Attrs, dom.Attr{Name: strings.TrimSpace(name), Value: rest[1 : 1+end]})
		tag = rest[end+2:]
	}
	return n
}
