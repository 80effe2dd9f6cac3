package layout_test

import (
	"strings"
	"testing"

	"playhead/engine/layout"
)

// FuzzLayout lays out arbitrary pages under both metrics: no panic, no endless
// loop, sizes within bounds, and the same result twice.
func FuzzLayout(f *testing.F) {
	f.Add(testPage)
	f.Add(`<div style="display:flex;flex-wrap:wrap"><p style="float:left;margin:-1e9px">x<table><td colspan=9999 rowspan=9999>y</table>`)
	f.Add(`<ol reversed start=-5><li style="list-style:inside upper-roman">a<li value=9>b</ol><span style="position:relative">x<div style="position:absolute;inset:0">y</div></span>`)
	f.Add(`<div style="columns:3;width:calc(100% - 1e30px)">a b c<div style="column-span:all">d</div></div><div style="display:grid;grid:repeat(3,minmax(0,1fr))/auto-flow">x</div>`)
	f.Add(`<pre style="white-space:pre-wrap;tab-size:0">a	b&#173;c</pre><p style="text-align:justify;width:1px;overflow-wrap:anywhere">long words &#x202e;here &#x05d0;&#x05d1;</p>`)
	f.Add(`<p style="-webkit-line-clamp:2;display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden;width:50px">a b c d e f g h</p><div style="aspect-ratio:0.00001;width:99999999px">`)
	f.Add(`<input size=0><textarea cols=99999999 rows=99999999></textarea><select multiple size=9999999><option>x</select><img width=1e9 height=1e9><iframe srcdoc="<p>x"></iframe>`)
	f.Add(strings.Repeat("<div>", 600) + "deep" + strings.Repeat("<span>", 600))
	f.Add(strings.Repeat("<table><td>", 40) + strings.Repeat("<div style=display:flex>", 40) + strings.Repeat("<div style=display:grid>", 40))
	f.Fuzz(func(t *testing.T, html string) {
		if len(html) > 1<<14 {
			return
		}
		p := load([]byte(html), 640, 480)
		layout.Run(p.styles, layout.NaturalMetrics(), nil)
		if p.res.W < 0 || p.res.H < 0 {
			t.Fatalf("document of %v×%v", p.res.W, p.res.H)
		}
		a := lines(p.res.Root)
		for _, s := range strings.Split(a, "\n") {
			for _, c := range []string{"\\x1b", "\\u202e", "\\u009b"} {
				if strings.Contains(s, c) {
					t.Fatalf("unfiltered text %s", s)
				}
			}
		}
		if b := lines(layout.Run(p.styles, layout.Terminal(), nil).Root); a != b {
			t.Fatal("two runs differ")
		}
	})
}
