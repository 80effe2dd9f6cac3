package page_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/export/page"
	"playhead/loader/htmlpage"
)

func write(t testing.TB, doc string) string {
	t.Helper()
	tree := dom.New()
	tree.ApplyAll(htmlpage.Parse([]byte(doc), htmlpage.Options{URL: "https://shop.example/", ViewportW: 1280, ViewportH: 720}).Ops, nil)
	var b bytes.Buffer
	if err := page.Write(&b, tree.Freeze()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const hostile = `<!DOCTYPE html><html lang=en manifest=http://evil.example/m><head><base href="http://evil.example/">
<meta http-equiv=refresh content="0;url=http://evil.example/"><meta http-equiv="Content-Security-Policy" content="default-src *">
<link rel=stylesheet href=http://evil.example/a.css><link rel=preload href=http://evil.example/p><link rel=icon href=http://evil.example/i>
<style>@import "http://evil.example/b.css"; @font-face{font-family:f;src:url(http://evil.example/f.woff)} p{background:u\72l(http://evil.example/c.png)} .k{color:red}</style>
<script>alert(1)</script></head>
<body onload="alert(2)" background="http://evil.example/bg.png"><p style="background:url('http://evil.example/d.png');color:blue">kept</p>
<img src=http://evil.example/e.png srcset="http://evil.example/e2.png 2x" onerror=alert(3)><img id=ok src="data:image/png;base64,AAAA">
<picture><source srcset="http://evil.example/s.png"></picture><video src=http://evil.example/v poster=http://evil.example/po autoplay></video>
<iframe src="http://evil.example/f"></iframe><iframe srcdoc="<script>alert(4)</script><img src=http://evil.example/g>"></iframe>
<iframe src="javascript:alert(5)"></iframe><object data="http://evil.example/o"></object><embed src="http://evil.example/em">
<form action="http://evil.example/x"><button formaction="javascript:alert(6)">go</button><input type=image src="http://evil.example/ii"></form>
<a href="javascript:alert(7)">x</a><a id=link href="http://evil.example/y" ping="http://evil.example/ping" target=_blank>y</a>
<svg><script>alert(8)</script><use href="http://evil.example/u.svg#a"/><use id=own xlink:href="#sym"/><image href="http://evil.example/im"/>
<a xlink:href="javascript:alert(9)"><text>z</text></a><animate attributeName=href values="javascript:alert(10)"/><set attributeName=onclick to="alert(11)"/>
<rect fill="url(http://evil.example/g.svg#x)" style="filter:url(http://evil.example/g.svg#y)"/><rect id=grad fill="url(#own)"/><feImage href="http://evil.example/fe"/>
<style>rect{mask:url(http://evil.example/m.svg#a)}</style><foreignObject><iframe src="http://evil.example/ff"></iframe></foreignObject></svg>
<math><mtext href="javascript:alert(12)">m</mtext></math><table background="http://evil.example/t"><tr><td>t</table>
<noscript><img src="http://evil.example/n"></noscript><plaintext>p</plaintext></body></html>`

func TestHostilePageIsInert(t *testing.T) {
	got := write(t, hostile)
	check(t, got, 0)
	for _, want := range []string{
		"Content-Security-Policy", ">kept</p>", `<img id="ok" src="data:image/png;base64,AAAA">`, ".k{color:red}", `xlink:href="#sym"`, `fill="url(#own)"`,
		`<a href="#http://evil.example/y" id="link">`, "color:blue",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing:\n%s", want, got)
		}
	}
	if i, j := strings.Index(got, "Content-Security-Policy"), strings.Index(got, "<html"); i < 0 || i > j {
		t.Error("the policy is not before everything else")
	}
}

// check parses the file as a browser does and fails on whatever could run or
// load.
func check(t testing.TB, doc string, depth int) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	policies := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch strings.ToLower(n.Data) {
		case "script", "base", "link", "object", "embed", "applet", "portal", "animate", "set", "noscript":
			t.Fatalf("element %s in\n%s", n.Data, doc)
		case "style":
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				checkCSS(t, c.Data, doc)
			}
		}
		for _, a := range n.Attr {
			checkAttr(t, n, a, doc, depth)
			if a.Key == "http-equiv" {
				policies++
			}
		}
	}
	if policies != 1 {
		t.Fatalf("%d policies in\n%s", policies, doc)
	}
}

func checkAttr(t testing.TB, n *html.Node, a html.Attribute, doc string, depth int) {
	t.Helper()
	key := strings.ToLower(a.Key)
	switch {
	case strings.HasPrefix(key, "on"), key == "srcset", key == "action", key == "formaction", key == "ping", key == "background", key == "data":
		t.Fatalf("attribute %s=%q in\n%s", a.Key, a.Val, doc)
	case key == "src", key == "href", key == "poster":
		if !strings.HasPrefix(strings.TrimSpace(a.Val), "#") && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "data:image/") {
			t.Fatalf("<%s %s=%q> in\n%s", n.Data, a.Key, a.Val, doc)
		}
		if n.Data == "iframe" || n.Data == "frame" {
			t.Fatalf("<%s %s=%q> in\n%s", n.Data, a.Key, a.Val, doc)
		}
	case key == "srcdoc":
		if depth < 5 {
			check(t, a.Val, depth+1)
		}
		if !hasAttr(n, "sandbox") {
			t.Fatalf("a frame without a sandbox in\n%s", doc)
		}
	case key == "http-equiv" && a.Val != "Content-Security-Policy", key == "shadowrootmode" && n.Data != "template":
		t.Fatalf("attribute %s=%q in\n%s", a.Key, a.Val, doc)
	case key == "style", key == "fill", key == "stroke", key == "filter", key == "cursor", strings.HasPrefix(key, "mask"), strings.HasPrefix(key, "clip"), strings.HasPrefix(key, "marker"):
		checkCSS(t, a.Val, doc)
	}
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name && a.Val == "" {
			return true
		}
	}
	return false
}

func checkCSS(t testing.TB, s, doc string) {
	t.Helper()
	css.KeepURLs(s, func(u string) bool {
		if u = strings.ToLower(strings.TrimSpace(u)); !strings.HasPrefix(u, "#") && !strings.HasPrefix(u, "data:") {
			t.Fatalf("%q loads %q in\n%s", s, u, doc)
		}
		return true
	})
	if strings.Contains(strings.ToLower(s), "@import") && css.KeepURLs(s, func(string) bool { return true }) != s {
		t.Fatalf("%q imports in\n%s", s, doc)
	}
}

func FuzzWrite(f *testing.F) {
	f.Add(hostile)
	f.Add(`<svg><p><style><img src=x onerror=alert(1)></style></svg><math><mi><table><mglyph><style><!--</style><img src=y>`)
	f.Add(`<template shadowrootmode=open><script>1</script></template><form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">`)
	f.Add(`<frameset><frame src=javascript:1></frameset>`)
	f.Fuzz(func(t *testing.T, doc string) { check(t, write(t, doc), 0) })
}
