package player_test

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

// compareOptions say how two canonical trees are compared: what a recorder hides
// on purpose is not a difference.
type compareOptions struct {
	datadog    bool
	maskInputs bool
	maskText   bool
	frames     bool // frames' documents are recorded
}

// canon is a node of a canonical tree in the form in which it is compared.
type canon struct {
	text    string // for text
	tag     string // "" for text
	attrs   map[string]string
	masked  bool
	privacy string
	kids    []*canon
}

func str(v any) string { s, _ := v.(string); return s }

// prepare drops hints and what is never compared.
func (o compareOptions) prepare(v any) *canon {
	list, ok := v.([]any)
	if !ok || len(list) < 2 {
		return &canon{text: str(v)}
	}
	in, _ := list[1].(map[string]any)
	c := &canon{tag: str(list[0]), attrs: map[string]string{}, privacy: str(in["~privacy"])}
	for k, v := range in {
		if strings.HasPrefix(k, "~") {
			continue
		}
		if s, isText := v.(string); isText {
			c.attrs[k] = s
		} else {
			c.attrs[k] = fmt.Sprint(v)
		}
	}
	if class := c.attrs["class"]; class != "" {
		kept := slices.DeleteFunc(strings.Split(class, " "), func(s string) bool { return s == ":hover" || s == ":active" })
		c.attrs["class"] = strings.Join(kept, " ")
		if len(kept) == 0 {
			delete(c.attrs, "class")
		}
	}
	typ := str(in["~type"])
	switch typ {
	case "password":
		c.masked = true
	case "email", "tel", "hidden":
		c.masked = o.datadog
	}
	c.masked = c.masked || str(in["~autocomplete"]) != "" || o.maskInputs
	for _, k := range list[2:] {
		if sub, isNode := k.([]any); isNode {
			if len(sub) > 0 && str(sub[0]) == "#document" && !o.frames {
				continue
			}
			c.kids = append(c.kids, o.prepare(k))
			continue
		}
		if n := len(c.kids); n > 0 && c.kids[n-1].tag == "" {
			c.kids[n-1].text += str(k)
		} else if str(k) != "" {
			c.kids = append(c.kids, &canon{text: str(k)})
		}
	}
	return c
}

var blocked = regexp.MustCompile(` ?rr-block`)

// align takes out of both trees what the recorder hides.
func (o compareOptions) align(t, g *canon) {
	if t.tag != g.tag {
		return
	}
	if t.tag == "" {
		if o.maskText && o.maskedForm(t.text, g.text) {
			g.text = t.text
		}
		return
	}
	if t.masked {
		for _, k := range []string{"value", "checked", "selected"} {
			delete(t.attrs, k)
			delete(g.attrs, k)
		}
	}
	if o.datadog && t.privacy == "hidden" || !o.datadog && blocked.MatchString(t.attrs["class"]) {
		t.attrs, g.attrs, t.kids, g.kids = nil, nil, nil, nil
		return
	}
	for i := 0; i < len(t.kids) && i < len(g.kids); i++ {
		o.align(t.kids[i], g.kids[i])
	}
}

func (o compareOptions) maskedForm(want, got string) bool {
	mask := byte('*')
	if o.datadog {
		mask = 'x'
		if got == "***" {
			return true
		}
	}
	w, g := []rune(want), []rune(got)
	if len(w) != len(g) {
		return false
	}
	for i := range g {
		if g[i] != w[i] && g[i] != rune(mask) {
			return false
		}
	}
	return true
}

// compare lists the differences of two canonical trees.
func (o compareOptions) compare(truth, got any) []string {
	t, g := o.prepare(truth), o.prepare(got)
	o.align(t, g)
	var out []string
	diff(t, g, "", &out)
	return out
}

func (c *canon) String() string {
	if c.tag == "" {
		return fmt.Sprintf("%q", cut(c.text))
	}
	a, _ := json.Marshal(c.attrs)
	return cut(fmt.Sprintf("<%s %s> (%d children)", c.tag, a, len(c.kids)))
}

func cut(s string) string {
	if len(s) > 120 {
		return s[:120] + "…"
	}
	return s
}

// diff appends the differences of two nodes; children are paired in order.
func diff(t, g *canon, path string, out *[]string) {
	add := func(format string, args ...any) { *out = append(*out, path+": "+fmt.Sprintf(format, args...)) }
	if t.tag != g.tag || t.tag == "" {
		if t.tag != g.tag || t.text != g.text {
			add("want %v, got %v", t, g)
		}
		return
	}
	path += "/" + t.tag
	if id := t.attrs["id"]; id != "" {
		path += "#" + id
	} else if class := t.attrs["class"]; class != "" {
		path += "." + strings.Split(class, " ")[0]
	}
	keys := map[string]bool{}
	for k := range t.attrs {
		keys[k] = true
	}
	for k := range g.attrs {
		keys[k] = true
	}
	for k := range keys {
		if t.attrs[k] != g.attrs[k] {
			add("%s: want %q, got %q", k, cut(t.attrs[k]), cut(g.attrs[k]))
		}
	}
	for i := range max(len(t.kids), len(g.kids)) {
		switch {
		case i >= len(t.kids):
			add("extra %v", g.kids[i])
		case i >= len(g.kids):
			add("missing %v", t.kids[i])
		default:
			diff(t.kids[i], g.kids[i], path, out)
		}
	}
}

// scrollDiffs compares the scroll offsets of elements, which the canonical tree
// carries as hints.
func scrollDiffs(truth, got any, path string) []string {
	t, _ := truth.([]any)
	g, _ := got.([]any)
	if len(t) < 2 || len(g) < 2 {
		return nil
	}
	var out []string
	ta, _ := t[1].(map[string]any)
	ga, _ := g[1].(map[string]any)
	path += "/" + str(t[0])
	for _, k := range []string{"~st", "~sl"} {
		if strings.HasPrefix(str(ta["class"]), "chartjs-size-monitor") {
			continue // scrolled by script at each size change; recorders miss some of it
		}
		a, _ := ta[k].(float64)
		b, _ := ga[k].(float64)
		if math.Abs(a-b) > 1 {
			out = append(out, fmt.Sprintf("%s %s: want %v, got %v", path, k, a, b))
		}
	}
	for i := 2; i < len(t) && i < len(g); i++ {
		out = append(out, scrollDiffs(t[i], g[i], path)...)
	}
	return out
}
