package render_test

import (
	"strings"
	"testing"

	"playhead/engine/render"
)

// TestHostilePages renders pages made to be deep, large, slow or absurd, in both
// metrics: they must come to an end.
func TestHostilePages(t *testing.T) {
	rep := strings.Repeat
	for name, page := range map[string]string{
		"deep divs":        rep("<div>", 20000) + "x",
		"deep inlines":     rep("<b>", 20000) + "x",
		"deep flex":        "<style>div{display:flex;flex-direction:column}</style>" + rep("<div>a", 300),
		"deep grids":       "<style>div{display:grid;height:50%}</style>" + rep("<div>a", 300),
		"deep tables":      rep("<table><tr><td>a", 80),
		"subgrids":         "<style>div div{display:grid;grid-template:subgrid/subgrid}</style><div style=display:grid>" + rep("<div>a", 60),
		"turns":            rep("<div style=writing-mode:vertical-rl>a<div style=writing-mode:horizontal-tb>b", 60),
		"large spans":      "<table>" + rep("<tr><td rowspan=65534 colspan=1000>x<td>y", 300) + "</table>",
		"large grid":       "<div style='display:grid;grid:repeat(9999,1fr)/repeat(9999,1px)'>" + rep("<i style='grid-area:9999/1/span 5000/span 999'>x</i>", 20),
		"large lengths":    "<div style='width:1e38px;height:1e38px;margin:-1e38px;padding:1e30px;border:1e20px solid;font-size:1e30px;transform:scale(1e30) rotate(1e30deg)'>x",
		"variables":        "<style>:root{--a:x x x x x x x x" + doubling() + "}p{font-family:var(--z);margin:var(--z)}</style><p>x",
		"slow :has()":      "<style>" + rep("div:has(div:has(div ~ div) > div:has(+ div)) div{color:red}", 100) + "</style>" + rep("<div><div>", 300),
		"nested selectors": "<style>" + rep(":is(", 500) + "x" + rep(")", 500) + "{} " + rep("* > * ~ * + ", 300) + "*{color:red}</style>" + rep("<p><i>", 500),
		"floats":           rep("<div style='float:left;width:3px;height:7px'>f</div><span>words here</span> ", 1500),
		"a long word":      "<p>" + rep("x", 300000),
		"columns":          "<div style='columns:1000;column-gap:1px'>" + rep("<p>para with text", 500),
		"opacity":          rep("<div style='opacity:.9;background:red'>", 380) + "x",
		"svg":              "<svg width=500 height=500>" + rep("<g transform='scale(1.01)'>", 3000) + "<path d='" + rep("M0 0L1e30 1e30C1 2 3 4 5 6Z", 3000) + "'/><g id=a><use href='#a'/></g>",
		"first letters":    "<style>*::first-letter{float:left;font-size:99em;line-height:9e9;margin:-9e9px}</style>" + rep("<div><p>“x", 200),
		"all at once":      "<style>*{all:unset;display:list-item;writing-mode:sideways-lr;columns:3;position:sticky;container-type:size;aspect-ratio:1e9/1e-9}</style>" + rep("<p>a<b>c", 100),
		"imports":          `<style>@import "data:text/css,@import url(data:text/css;base64,QGltcG9ydCAieCI7)";` + rep(`@import "data:text/css,p{}";`, 2000) + "</style><p>x",
	} {
		t.Run(name, func(t *testing.T) {
			tree := loadPage([]byte("<!DOCTYPE html>"+page), 640, 480)
			if f := render.New().Render(render.Input{Tree: tree}); f.Grid.Cols != 80 {
				t.Errorf("%d columns", f.Grid.Cols)
			}
		})
	}
}

// doubling defines variables of which each repeats the one before.
func doubling() string {
	var b strings.Builder
	for c := 'b'; c <= 'z'; c++ {
		v := " var(--" + string(c-1) + ")"
		b.WriteString(";--" + string(c) + ":" + strings.Repeat(v, 8))
	}
	return b.String()
}

// FuzzPage renders whatever a page may be, scrolled and whole.
func FuzzPage(f *testing.F) {
	f.Add(page)
	f.Add(`<style>@media(min-width:1px){a{b:c}}</style><div style="writing-mode:vertical-rl;columns:2"><p>x<img width=3 height=2 style="height:auto">`)
	f.Add(`<table><col style="background:red"><tr><td rowspan=0>x<select><option>y</table><svg viewBox="0 0 1 1"><path d="M0 0h1z">`)
	f.Add(`<p style="float:left;display:grid;grid:subgrid/auto-flow 1fr"><b style="position:absolute;inset:0;transform:rotate(9deg)">z`)
	f.Fuzz(func(t *testing.T, doc string) {
		if len(doc) > 1<<14 {
			return
		}
		tree := loadPage([]byte(doc), 320, 200)
		r := render.New()
		r.Render(render.Input{Tree: tree, Options: render.Options{Scroll: &render.Point{X: 9, Y: 77}}})
		r.Render(render.Input{Tree: tree, Options: render.Options{Cols: 30, Rows: 10, Scale: .5}})
	})
}
