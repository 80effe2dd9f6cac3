package css_test

import (
	"strings"
	"testing"

	"playhead/engine/css"
)

func TestKeepURLs(t *testing.T) {
	keep := func(u string) bool { return strings.HasPrefix(u, "data:image/") || strings.HasPrefix(u, "#") }
	for in, want := range map[string]string{
		`a{color:red}`:                                                 `a{color:red}`,
		`a{background:url(http://x/y.png) red}`:                        `a{background:url(data:,) red}`,
		`a{background:URL( 'http://x/y.png' )}`:                        `a{background:url(data:,)}`,
		`a{background:url("data:image/png;base64,AA")}`:                `a{background:url("data:image/png;base64,AA")}`,
		`a{clip-path:url(#c)}`:                                         `a{clip-path:url(#c)}`,
		`a{background:u\72l(http://x/)}b{c:d}`:                         `a{background:url(data:,)}b{c:d}`,
		`a{background:\75 rl("http://x/")}`:                            `a{background:url(data:,)}`,
		`@import "http://x/a.css";a{b:c}`:                              `a{b:c}`,
		`@import url(http://x/a.css) screen;a{b:c}`:                    `a{b:c}`,
		`@\69mport 'http://x/a.css';a{b:c}`:                            `a{b:c}`,
		`@media print{@import "x";a{b:c}}`:                             `@media print{a{b:c}}`,
		`@import "x"`:                                                  ``,
		`a{background:image-set("http://x/1" 1x, url(http://x/2) 2x)}`: `a{background:image-set("data:," 1x, url(data:,) 2x)}`,
		`a{background:-webkit-image-set(url(x) 1x)}`:                   `a{background:-webkit-image-set(url(data:,) 1x)}`,
		`a{background:src("http://x/")}`:                               `a{background:src("data:,")}`,
		`a::before{content:"url(http://x/)"}`:                          `a::before{content:"url(http://x/)"}`,
		`a{--x:url(//x/);b:var(--x)}`:                                  `a{--x:url(data:,);b:var(--x)}`,
		`/* url(http://x/) */a{b:url(/y)}`:                             `/* url(http://x/) */a{b:url(data:,)}`,
		`a{b:url(http://x/ y)}c{d:e}`:                                  `a{b: }c{d:e}`,
		`@font-face{src:url(f.woff) format("woff")}`:                   `@font-face{src:url(data:,) format("woff")}`,
		`url(http://x/`:                                                `url(data:,)`,
	} {
		if got := css.KeepURLs(in, keep); got != want {
			t.Errorf("KeepURLs(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

// FuzzKeepURLs: what is left holds nothing to load when it is read again.
func FuzzKeepURLs(f *testing.F) {
	f.Add(`@import "x";a{b:url(//x) u\72l("y") image-set("z" 1x)}`)
	f.Fuzz(func(t *testing.T, s string) {
		once := css.KeepURLs(s, func(string) bool { return false })
		css.KeepURLs(once, func(u string) bool {
			if u != "data:," {
				t.Fatalf("%q leaves %q in %q", s, u, once)
			}
			return true
		})
	})
}
