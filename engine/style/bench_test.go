package style_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/style"
	"playhead/loader/htmlpage"
)

// readPage reads a page beside the repository.
func readPage(tb testing.TB, path ...string) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join(append([]string{"..", "..", "..", "shared"}, path...)...))
	if err != nil {
		tb.Skip("no reference pages at ../shared")
	}
	return string(b)
}

func parseHTML(html []byte) *dom.Tree {
	p := htmlpage.Parse(html, htmlpage.Options{URL: "file:///page.html", ViewportW: 1280, ViewportH: 720})
	t := dom.New()
	t.ApplyAll(p.Ops, nil)
	return t
}

// benchPages are pages with large frameworks' sheets; large is one of them with
// its body repeated to some 5,400 elements.
var benchPages = map[string][]string{
	"bulma": {"layout", "pages", "bulma", "page.html"},
	"large": {"layout", "pages", "adminlte-dashboard", "page.html"},
}

func benchPage(tb testing.TB, name string) *dom.Tree {
	html := readPage(tb, benchPages[name]...)
	if name != "large" {
		return parseHTML([]byte(html))
	}
	i := strings.Index(html, "<body")
	i += strings.IndexByte(html[i:], '>') + 1
	j := strings.LastIndex(html, "</body>")
	return parseHTML([]byte(html[:i] + strings.Repeat(html[i:j], 11) + html[j:]))
}

// BenchmarkCold styles a page with its sheets parsed and indexed, but no style
// known.
func BenchmarkCold(b *testing.B) {
	for name := range benchPages {
		b.Run(name, func(b *testing.B) {
			t := benchPage(b, name).Freeze()
			r := style.NewResolver()
			r.Update(t, style.Env{W: 1280, H: 720}, style.Interaction{})
			b.ReportMetric(float64(t.Len()), "nodes")
			for b.Loop() {
				r.Forget()
				r.Update(t, style.Env{W: 1280, H: 720}, style.Interaction{})
			}
		})
	}
}

// BenchmarkParse parses, indexes and styles from nothing.
func BenchmarkParse(b *testing.B) {
	for name := range benchPages {
		b.Run(name, func(b *testing.B) {
			t := benchPage(b, name).Freeze()
			for b.Loop() {
				style.NewResolver().Update(t, style.Env{W: 1280, H: 720}, style.Interaction{})
			}
		})
	}
}

// BenchmarkClassFlip changes the class of one element back and forth.
func BenchmarkClassFlip(b *testing.B) {
	for name := range benchPages {
		b.Run(name, func(b *testing.B) {
			t := benchPage(b, name)
			var leaf dom.Ref
			for r := dom.Ref(1); int(r) < t.Slots(); r++ {
				if t.Alive(r) && t.Node(r).IsHTML("span") {
					leaf = r
				}
			}
			on := t.Freeze()
			w := on.Thaw()
			w.ApplyAll([]event.Op{{Kind: event.OpAttr, Node: on.Node(leaf).ID, Ref: event.NoNode, Sheet: event.NoSheet, Name: "class", Text: "active is-active"}}, nil)
			off := w.Freeze()
			r := style.NewResolver()
			env := style.Env{W: 1280, H: 720}
			r.Update(on, env, style.Interaction{})
			for b.Loop() {
				r.Update(off, env, style.Interaction{})
				r.Update(on, env, style.Interaction{})
			}
		})
	}
}
