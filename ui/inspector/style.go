package inspector

import (
	"fmt"
	"strconv"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/signal"
	"playhead/engine/style"
)

// styleRow is a row of the style section.
type styleRow struct {
	head  bool   // a heading
	prop  string // the property that enter opens
	name  string
	value string
	note  string // which rule, where
	lost  bool   // a declaration that did not win
}

// Groups of properties, in order.
const (
	ownGroup = iota
	inheritedGroup
	browserGroup
	customGroup
	groupCount
)

var groupNames = [groupCount]string{"Declared for the element", "Inherited", "From the browser's own sheet", "Custom properties"}

// styleRows are the rows of the style section: the box, then the properties by
// where they come from, each with the rule that won; opened ones with those that
// lost.
func (v *View) styleRows() []styleRow {
	var out []styleRow
	x := v.expl
	if x == nil {
		return nil
	}
	out = append(out, v.boxRows(x)...)
	var groups [groupCount][]item
	for i := range x.Properties {
		p := &x.Properties[i]
		g := groupOf(p)
		groups[g] = gather(groups[g], p)
	}
	for g, items := range groups {
		if len(items) == 0 {
			continue
		}
		out = append(out, styleRow{head: true, name: groupNames[g]})
		for i := range items {
			out = append(out, v.itemRows(&items[i])...)
		}
	}
	return out
}

// item is a row of the style section that is closed: a property, or all those
// that one declaration of a shorthand won.
type item struct {
	name  string
	props []*style.Property
}

// gather puts a property with the others that its winning declaration sets.
func gather(items []item, p *style.Property) []item {
	if len(p.Declarations) == 0 {
		return append(items, item{p.Name, []*style.Property{p}})
	}
	d := &p.Declarations[0]
	for i := range items {
		q := items[i].props[0]
		if items[i].name == d.Name && d.Name != p.Name && q.From == p.From && len(q.Declarations) > 0 && q.Declarations[0] == *d {
			items[i].props = append(items[i].props, p)
			return items
		}
	}
	return append(items, item{d.Name, []*style.Property{p}})
}

// itemRows are the rows of an item: one, and when it is opened those of its
// properties.
func (v *View) itemRows(it *item) []styleRow {
	if len(it.props) == 1 {
		return v.propertyRows(it.props[0])
	}
	first := it.props[0]
	r := v.propertyRow(first, it.name)
	r.value = oneLine(first.Declarations[0].Value)
	same := true
	for _, p := range it.props {
		same = same && p.Value == first.Value
	}
	if same {
		r.value = oneLine(first.Value)
	}
	out := []styleRow{r}
	if v.opened[r.prop] {
		for _, p := range it.props {
			out = append(out, styleRow{prop: r.prop, name: "  " + p.Name, value: oneLine(p.Value)})
		}
		out = append(out, v.declared(first, r.prop)...)
	}
	return out
}

func groupOf(p *style.Property) int {
	switch {
	case strings.HasPrefix(p.Name, "--"):
		return customGroup
	case len(p.Declarations) > 0 && p.Declarations[0].Rule.Kind == style.FromUserAgent:
		return browserGroup
	case p.From != dom.None:
		return inheritedGroup
	default:
		return ownGroup
	}
}

func (v *View) boxRows(x *style.Explanation) []styleRow {
	if x.Of == nil {
		return []styleRow{{name: "box", value: "not displayed"}}
	}
	if !v.sized {
		return []styleRow{{name: "box", value: "none on the page"}}
	}
	px := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	round := func(f float64) string { return px(float64(int64(f*10+0.5)) / 10) }
	return []styleRow{{
		name: "box", value: round(v.size[0]) + " × " + round(v.size[1]) + " px",
		note: "at " + round(v.at[0]) + ", " + round(v.at[1]) + " of the document",
	}}
}

// propertyRow is the row of a property, under a name.
func (v *View) propertyRow(p *style.Property, name string) styleRow {
	r := styleRow{prop: p.Name, name: name, value: oneLine(p.Value)}
	if len(p.Declarations) > 0 {
		d := &p.Declarations[0]
		r.note = v.origin(d.Rule)
		if d.Important {
			r.note = "!important  " + r.note
		}
		if p.From != dom.None {
			r.note = signal.Describe(v.tree, p.From) + ": " + r.note
		}
	}
	if n := len(p.Declarations) - 1; n > 0 {
		r.note += "  +" + strconv.Itoa(n)
	}
	return r
}

func (v *View) propertyRows(p *style.Property) []styleRow {
	out := []styleRow{v.propertyRow(p, p.Name)}
	if v.opened[p.Name] {
		out = append(out, v.declared(p, p.Name)...)
	}
	return out
}

// declared are the rows of all declarations for a property: the one that won,
// and those that lost.
func (v *View) declared(p *style.Property, key string) []styleRow {
	var out []styleRow
	for i := range p.Declarations {
		d := &p.Declarations[i]
		value := d.Name + ": " + oneLine(d.Value)
		if d.Important {
			value += " !important"
		}
		r := styleRow{prop: key, name: "won", value: value, note: v.long(d.Rule), lost: i > 0}
		if r.lost {
			r.name = "lost"
		}
		out = append(out, r)
	}
	return out
}

// origin names a rule in few words.
func (v *View) origin(o *style.RuleOrigin) string {
	switch o.Kind {
	case style.FromStyleAttribute, style.FromAttributes:
		return o.Kind.String()
	case style.FromUserAgent:
		return oneLine(o.Selector)
	default:
		return oneLine(o.Selector)
	}
}

// long names a rule with all that decides its precedence.
func (v *View) long(o *style.RuleOrigin) string {
	if o.Kind == style.FromStyleAttribute || o.Kind == style.FromAttributes {
		return o.Kind.String()
	}
	a, b, c := o.Specificity.Parts()
	s := oneLine(o.Selector) + fmt.Sprintf("  (%d,%d,%d)", a, b, c)
	if o.Layer != "" {
		s += "  layer " + o.Layer
	}
	for _, w := range o.Within {
		if !strings.HasPrefix(w, "@layer") {
			s += "  " + oneLine(w)
		}
	}
	return s + "  " + o.Sheet
}
