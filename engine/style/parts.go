package style

import (
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
)

// maxExports bounds how many shadow trees a part is handed on through.
const maxExports = 16

// parts tries the ::part() rules of the trees around shadow tree sc, in which r
// has the names of parts: those of the tree that the host is in, and of those
// that its exportparts hand the part on to, under the names there
// (css-shadow-parts-1 §3).
func (w *walker) parts(r dom.Ref, names string, sc *scope) {
	var view css.View = w.v
	for n := 0; n < maxExports && sc.parent != nil; n++ {
		outer := sc.parent
		if len(outer.rules.part) > 0 {
			pcx := css.Context{View: view, Shadow: css.Node(outer.host), Budget: &w.budget}
			w.try(outer.rules.part, &pcx, r, rankPart, false)
		}
		exports, _ := w.t.Node(sc.host).Attr("exportparts")
		if names = exported(names, exports); names == "" {
			return
		}
		view = &partView{View: w.v, node: css.Node(r), host: css.Node(outer.host), names: names}
		sc = outer
	}
}

// exported are the names that parts have outside of a host with exportparts.
func exported(names, exports string) string {
	var out []string
	for e := range strings.SplitSeq(exports, ",") {
		in, as, renamed := strings.Cut(e, ":")
		in, as = strings.TrimSpace(in), strings.TrimSpace(as)
		if !renamed {
			as = in
		}
		for name := range strings.FieldsSeq(names) {
			if name == in && as != "" {
				out = append(out, as)
			}
		}
	}
	return strings.Join(out, " ")
}

// partView shows an element as a part of a host further out.
type partView struct {
	css.View
	node, host css.Node
	names      string
}

func (v *partView) Attr(n css.Node, name, low string) (string, bool) {
	if n == v.node && low == "part" {
		return v.names, true
	}
	return v.View.Attr(n, name, low)
}

func (v *partView) Host(n css.Node) css.Node {
	if n == v.node {
		return v.host
	}
	return v.View.Host(n)
}
