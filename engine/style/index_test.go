package style

import (
	"os"
	"path/filepath"
	"testing"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/loader/htmlpage"
)

// TestIndexMissesNothing holds the rules that the index and the ancestor filter
// find against those found by trying all.
func TestIndexMissesNothing(t *testing.T) {
	paths, _ := filepath.Glob("../../../shared/layout/pages/*/page.html")
	paths = append(paths, "testdata/cascade.html")
	for _, path := range paths {
		html, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tree := dom.New()
		tree.ApplyAll(htmlpage.Parse(html, htmlpage.Options{ViewportW: 1280, ViewportH: 720}).Ops, nil)
		f := tree.Freeze()
		r := NewResolver()
		s := r.Update(f, Env{W: 1280, H: 720}, Interaction{})
		w := &walker{r: r, t: f, s: s, v: r.lastView, scopes: r.scopes, media: r.media}
		sc := r.scopes[f.Doc]
		all := everyRule(sc.rules)
		var walk func(ref dom.Ref)
		walk = func(ref dom.Ref) {
			n := f.Node(ref)
			if !n.IsElement() {
				return
			}
			w.collect(ref, n, sc)
			found := map[*rule]bool{}
			for _, m := range w.matches {
				found[m.rule] = true
			}
			cx := css.Context{View: w.v, Quirks: sc.quirks}
			for _, x := range all {
				if x.sel.Pseudo == css.PseudoNone && len(x.containers)+len(x.scopes) == 0 && cx.Match(x.sel, css.Node(ref)) != found[x] {
					t.Fatalf("%s: node %d <%s %v>: rule %+v found %v", path, ref, n.Tag, n.Classes, x.sel, found[x])
				}
			}
			w.filter(n, 1)
			for c := n.First; c != dom.None; c = f.Node(c).Next {
				walk(c)
			}
			w.filter(n, 0xff)
		}
		for c := f.Node(f.Doc).First; c != dom.None; c = f.Node(c).Next {
			walk(c)
		}
	}
}

func everyRule(s *ruleSet) []*rule {
	seen := map[*rule]bool{}
	var out []*rule
	add := func(list []*rule) {
		for _, r := range list {
			if !seen[r] {
				seen[r] = true
				out = append(out, r)
			}
		}
	}
	for _, m := range []map[string][]*rule{s.byID, s.byClass, s.byTag, s.byAttr} {
		for _, list := range m {
			add(list)
		}
	}
	add(s.universal)
	return out
}
