//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/layout"
	"playhead/engine/render"
	"playhead/engine/style"
	"playhead/loader/htmlpage"
)

// page: one large page, from HTML to text, to a layout, and after one change.
func (b *bench) page() error {
	file := b.file("page.html")
	html, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("w3m"); err == nil {
		p, o, err := b.compare([]string{"w3m", "-dump", file}, []string{b.playhead, "frame", file})
		if err != nil {
			return err
		}
		b.addCost("page", "frame page.html / w3m -dump", p, o, "3, aim 2")
	}
	full, change := chromiumLayout(b)
	doc := htmlpage.Parse(html, htmlpage.Options{URL: "file:///page.html", ViewportW: 1280, ViewportH: 720})
	tree := dom.New()
	tree.ApplyAll(doc.Ops, nil)
	var cold, changed []float64
	for range max(b.runs, 5) * 4 {
		frozen := tree.Freeze()
		r := render.New()
		t0 := time.Now()
		r.Render(render.Input{Tree: frozen})
		cold = append(cold, ms(time.Since(t0)))
	}
	// As Chromium's: the sheets are parsed, nothing is styled or laid out.
	var styled, laidOut []float64
	res := style.NewResolver()
	env := style.Env{W: 1440, H: 900}
	for range max(b.runs, 5) * 8 {
		frozen := tree.Freeze()
		res.Forget()
		t0 := time.Now()
		styles := res.Update(frozen, env, style.Interaction{})
		styled = append(styled, ms(time.Since(t0)))
		layout.Run(styles, layout.Terminal(), nil)
		laidOut = append(laidOut, ms(time.Since(t0)))
	}
	r := render.New()
	f := r.Render(render.Input{Tree: tree.Freeze()})
	change1 := func(text event.NodeID, to func(i int) string) float64 {
		changed = changed[:0]
		for i := range 400 {
			t0 := time.Now()
			tree.Apply(&event.Op{Kind: event.OpText, Node: text, Text: to(i)})
			r.Render(render.Input{Tree: tree.Freeze()})
			changed = append(changed, ms(time.Since(t0)))
		}
		return median(changed)
	}
	line := change1(visibleText(tree, f), func(i int) string { return fmt.Sprint("changed ", i%10) })
	number := change1(cellText(tree), func(i int) string { return fmt.Sprint(1000 + i%10) })
	// The text that Chromium's script changes, as it does: the column grows and
	// shrinks.
	grown := change1(cellText(tree), func(i int) string { return strings.Repeat("x", 3+27*(i%2)) })
	b.add("page", "cold: style", 0, median(styled), "ms", "")
	b.add("page", "cold: style + layout / Chromium's", full, median(laidOut), "ms", "1/4 (12.7), aim 1/5")
	b.add("page", "cold: parsing of sheets, style, layout, paint", 0, median(cold), "ms", "")
	b.add("page", "one text in a line changed, to the frame / Chromium relayout", change, line, "ms", "1/10 (0.47), aim 1/20")
	b.add("page", "a number in a table changed, to the frame", change, number, "ms", "1/10 (0.47), aim 1/20")
	b.add("page", "a cell of a table made wider and narrower, to the frame", change, grown, "ms", "1/10 (0.47), aim 1/20")
	return nil
}

// cellText returns the text of the first cell that holds a number.
func cellText(t *dom.Tree) event.NodeID {
	for r := dom.Ref(1); int(r) < t.Slots(); r++ {
		if t.Alive(r) && t.Node(r).IsHTML("td") && slices.Contains(t.Node(r).Classes, "cell-num") {
			return t.Node(t.Node(r).First).ID
		}
	}
	return 0
}

// visibleText returns a text that the frame shows.
func visibleText(t *dom.Tree, f *render.Frame) event.NodeID {
	for _, ref := range f.Refs {
		if ref == dom.None {
			continue
		}
		for c := t.Node(ref).First; c != dom.None; c = t.Node(c).Next {
			if n := t.Node(c); n.IsText() && len(n.Text) > 3 {
				return n.ID
			}
		}
	}
	return 0
}

// chromiumLayout is what Chromium takes for the same page, 0 where it is not
// here.
func chromiumLayout(b *bench) (full, change float64) {
	if b.scripts == "" {
		return 0, 0
	}
	text, err := b.script("layout.js", "--sizes", "5000")
	if err != nil {
		fmt.Fprintln(os.Stderr, "page: Chromium's layout:", err)
		return 0, 0
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	for {
		var v struct {
			Elements int
			Full     float64 `json:"style_and_layout_ms"`
			One      float64 `json:"one_text_ms"`
		}
		if dec.Decode(&v) != nil {
			return full, change
		}
		if v.Elements > 4000 && v.Elements < 7000 {
			full, change = v.Full, v.One
		}
	}
}

// script runs one of the perf scripts.
func (b *bench) script(name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(b.ctx, "node", append([]string{filepath.Join(b.scripts, name)}, args...)...)
	cmd.Stderr = os.Stderr
	return cmd.Output()
}
