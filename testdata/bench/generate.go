//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// made are the recordings of gen.js.
var made = []struct{ name, size, format string }{
	{"M.rrweb.json", "M", "rrweb"}, {"M.ndjson", "M", "jsonl"}, {"M.dd-v1.ndjson", "M", "dd-v1"}, {"M.dd-change.ndjson", "M", "dd-change"},
}

// prepare makes the recordings that are missing.
func (b *bench) prepare() error {
	if _, err := exec.LookPath("node"); err == nil && b.scripts != "" {
		gen := filepath.Join(b.scripts, "gen.js")
		for _, m := range made {
			if exists(b.file(m.name)) {
				continue
			}
			if err := b.node(gen, "--css", "synthetic", "--size", m.size, "--format", m.format, "--out", b.file(m.name)); err != nil {
				return err
			}
		}
		if !exists(b.file("page.html")) {
			return b.node(gen, "--css", "synthetic", "--elements", "5000", "--html", b.file("page.html"))
		}
		return nil
	}
	if exists(b.file("M.rrweb.json")) && exists(b.file("page.html")) {
		return nil
	}
	g := newGenerator(5000)
	if err := os.WriteFile(b.file("page.html"), []byte(g.html()), 0o644); err != nil {
		return err
	}
	events := g.events(200_000, 3_600_000)
	if err := writeEvents(b.file("M.ndjson"), events, "", "\n", "\n"); err != nil {
		return err
	}
	return writeEvents(b.file("M.rrweb.json"), events, "[", ",\n", "]\n")
}

func (b *bench) node(args ...string) error {
	out, err := exec.CommandContext(b.ctx, "node", append([]string{"--max-old-space-size=4096"}, args...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("node %v: %w\n%s", args, err, out)
	}
	return nil
}

func writeEvents(file string, events [][]byte, before, between, after string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.WriteString(before)
	for i, e := range events {
		if i > 0 {
			_, _ = w.WriteString(between)
		}
		_, _ = w.Write(e)
	}
	_, _ = w.WriteString(after)
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// joinLines writes the JSON of a file as one line.
func joinLines(from, to string) error {
	if exists(to) {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	return os.WriteFile(to, bytes.ReplaceAll(text, []byte("\n"), nil), 0o644)
}

// generator makes an rrweb recording of a page with a long table: the same
// arguments give the same bytes.
type generator struct {
	rnd   *rand.Rand
	next  int
	rows  []int    // ids of the table's rows
	texts []int    // ids of texts in it
	table int      // id of its body
	root  genNode  // the page
	log   [][]byte // events so far
}

// genNode is a node as rrweb has it.
type genNode struct {
	Type       int               `json:"type"`
	ID         int               `json:"id"`
	Tag        string            `json:"tagName,omitempty"`
	Name       string            `json:"name,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
	Text       string            `json:"textContent,omitempty"`
	Children   []genNode         `json:"childNodes,omitempty"`
}

const genStyle = `body{margin:0;font:14px sans-serif}.bar{display:flex;gap:8px;padding:8px;background:#234;color:#fff}
table{width:100%;border-collapse:collapse}td{padding:4px 8px;border-bottom:1px solid #ddd}tr:nth-child(even){background:#f6f6f6}
.hot td{background:#fee}.badge{background:#c00;color:#fff;padding:0 4px;border-radius:8px}`

func newGenerator(elements int) *generator {
	g := &generator{rnd: rand.New(rand.NewPCG(5, 5)), next: 1}
	doc := genNode{Type: 0, ID: g.id()}
	head := g.element("head", "", g.element("style", "", g.text(genStyle)))
	bar := g.element("div", "bar", g.element("b", "", g.text("Operations")))
	body := g.element("tbody", "")
	g.table = body.ID
	for range elements / 7 {
		body.Children = append(body.Children, g.row())
	}
	page := g.element("html", "", head, g.element("body", "", bar, g.element("table", "", body)))
	doc.Children = []genNode{{Type: 1, Name: "html", ID: g.id()}, page}
	g.root = doc
	return g
}

func (g *generator) id() int { g.next++; return g.next - 1 }

func (g *generator) text(s string) genNode { return genNode{Type: 3, ID: g.id(), Text: s} }

func (g *generator) element(tag, class string, children ...genNode) genNode {
	n := genNode{Type: 2, ID: g.id(), Tag: tag, Attributes: map[string]string{}, Children: children}
	if class != "" {
		n.Attributes["class"] = class
	}
	return n
}

func (g *generator) row() genNode {
	r := g.element("tr", "")
	g.rows = append(g.rows, r.ID)
	for _, s := range []string{"order " + fmt.Sprint(g.rnd.IntN(9999)), words[g.rnd.IntN(len(words))], fmt.Sprint(g.rnd.IntN(100)), "€ 12.50"} {
		t := g.text(s)
		g.texts = append(g.texts, t.ID)
		r.Children = append(r.Children, g.element("td", "", t))
	}
	r.Children = append(r.Children, g.element("td", "", g.element("span", "badge", g.text("new"))))
	return r
}

// html is the page as text.
func (g *generator) html() string {
	var sb strings.Builder
	sb.WriteString("<!DOCTYPE html>")
	writeHTML(&sb, &g.root.Children[1])
	return sb.String()
}

func writeHTML(sb *strings.Builder, n *genNode) {
	if n.Type == 3 {
		sb.WriteString(n.Text)
		return
	}
	sb.WriteString("<" + n.Tag)
	if c := n.Attributes["class"]; c != "" {
		sb.WriteString(` class="` + c + `"`)
	}
	sb.WriteByte('>')
	for i := range n.Children {
		writeHTML(sb, &n.Children[i])
	}
	sb.WriteString("</" + n.Tag + ">")
}

type object = map[string]any

func (g *generator) event(at, kind int, data any) {
	text, err := json.Marshal(object{"type": kind, "data": data, "timestamp": 1_700_000_000_000 + at})
	if err != nil {
		panic(err) // maps of strings and numbers
	}
	g.log = append(g.log, text)
}

// events returns the recording: a snapshot, then n changes over some ms.
func (g *generator) events(n, length int) [][]byte {
	g.event(0, 4, object{"href": "https://ops.example/", "width": 1440, "height": 900})
	g.event(0, 2, object{"node": g.root, "initialOffset": object{"left": 0, "top": 0}})
	for i := range n {
		at := int(int64(i+1) * int64(length) / int64(n+1))
		switch k := g.rnd.IntN(100); {
		case k < 35:
			g.event(at, 3, object{"source": 1, "positions": []object{{"x": g.rnd.IntN(1440), "y": g.rnd.IntN(900), "id": g.table, "timeOffset": -10}}})
		case k < 45:
			g.event(at, 3, object{"source": 3, "id": 1, "x": 0, "y": g.rnd.IntN(8000)})
		case k < 80:
			var changed []object
			for range 1 + g.rnd.IntN(6) {
				changed = append(changed, object{"id": g.texts[g.rnd.IntN(len(g.texts))], "value": fmt.Sprint(g.rnd.IntN(100_000))})
			}
			g.mutation(at, object{"texts": changed})
		case k < 95:
			class := []string{"", "hot"}[g.rnd.IntN(2)]
			g.mutation(at, object{"attributes": []object{{"id": g.rows[g.rnd.IntN(len(g.rows))], "attributes": object{"class": class}}}})
		default:
			r := g.row()
			g.rows = g.rows[:len(g.rows)-1] // it may go again, so nothing else refers to it
			g.texts = g.texts[:len(g.texts)-4]
			g.mutation(at, object{"adds": g.adds(g.table, g.rows[0], &r)})
			g.mutation(at, object{"removes": []object{{"parentId": g.table, "id": r.ID}}})
		}
	}
	return g.log
}

// mutation is a mutation event with some of its four lists.
func (g *generator) mutation(at int, some object) {
	data := object{"source": 0, "adds": []object{}, "removes": []object{}, "texts": []object{}, "attributes": []object{}}
	for k, v := range some {
		data[k] = v
	}
	g.event(at, 3, data)
}

// adds lists a node and what is in it, each without its children.
func (g *generator) adds(parent, next int, n *genNode) []object {
	alone := *n
	alone.Children = nil
	var before any
	if next > 0 {
		before = next
	}
	out := []object{{"parentId": parent, "nextId": before, "node": alone}}
	for i := range n.Children {
		out = append(out, g.adds(n.ID, 0, &n.Children[i])...)
	}
	return out
}
