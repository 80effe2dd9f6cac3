package layout

import (
	"strings"

	"playhead/engine/css"
	"playhead/engine/text"
)

func nextCluster(s string) (int, int) { return text.Next(s) }

// reorder puts the items of a line into visual order (UAX 9 rule L2), with
// levels found over the whole line: its texts one after the other, each atomic
// inline as one object.
func (ln *liner) reorder(l *Line, left Unit) {
	base := uint8(0)
	if ln.fl.b.Style.Text.Direction == css.RTL {
		base = 1
	}
	var runes []rune
	type piece struct{ item, from, to int } // rune range of an item
	var pieces []piece
	for i := range l.Items {
		it := &l.Items[i]
		from := len(runes)
		switch it.Kind {
		case ItemText:
			runes = append(runes, []rune(it.Text)...)
		case ItemAtomic:
			runes = append(runes, text.ObjectReplacement)
		default:
			continue
		}
		pieces = append(pieces, piece{i, from, len(runes)})
	}
	if len(runes) == 0 {
		return
	}
	levels := text.Levels(runes, base)
	// Split texts where the level changes.
	type run struct {
		it    Item
		owner int
		level uint8
	}
	var runs []run
	for _, p := range pieces {
		it := l.Items[p.item]
		if it.Kind == ItemAtomic || p.from == p.to {
			lv := base
			if p.from < p.to {
				lv = levels[p.from]
			}
			runs = append(runs, run{it, p.item, lv})
			continue
		}
		for from := p.from; from < p.to; {
			to := from + 1
			for to < p.to && levels[to] == levels[from] {
				to++
			}
			part := it
			part.Text = string(runes[from:to])
			part.Cells, part.W = ln.widthOf(part.Text, it)
			if from == p.from && to == p.to {
				part.Cells, part.W = it.Cells, it.W
			}
			if levels[from]&1 == 1 {
				part.Text = text.Reverse(part.Text)
				part.RTL = true
			}
			runs = append(runs, run{part, p.item, levels[from]})
			from = to
		}
	}
	lv := make([]uint8, len(runs))
	for i := range runs {
		lv[i] = runs[i].level
	}
	order := text.Order(lv)
	x := left
	extent := map[int][2]Unit{}
	var out []Item
	for _, i := range order {
		r := runs[i]
		m := Edges{}
		if r.it.Kind == ItemAtomic {
			m = r.it.Frag.Margin
		}
		r.it.X = x + m.Left
		x += r.it.W + m.Horizontal()
		e, ok := extent[r.owner]
		if !ok {
			e = [2]Unit{r.it.X, r.it.X + r.it.W}
		}
		extent[r.owner] = [2]Unit{min(e[0], r.it.X), max(e[1], r.it.X+r.it.W)}
		out = append(out, r.it)
	}
	// Inline boxes span what is in them.
	var inl []Item
	for i := range l.Items {
		it := l.Items[i]
		if it.Kind == ItemText || it.Kind == ItemAtomic {
			continue
		}
		if it.Kind == ItemInline {
			lo, hi, ok := MaxUnit, -MaxUnit, false
			for _, p := range pieces {
				if e, has := extent[p.item]; has && inside(l.Items[p.item].Box, it.Box) {
					lo, hi, ok = min(lo, e[0]), max(hi, e[1]), true
				}
			}
			if ok {
				it.X, it.W = lo, hi-lo
			}
		}
		inl = append(inl, it)
	}
	l.Items = append(inl, out...)
}

func inside(b, outer *Box) bool {
	for ; b != nil; b = b.Parent {
		if b == outer {
			return true
		}
	}
	return false
}

func (ln *liner) widthOf(s string, it Item) (int, Unit) {
	if strings.Trim(s, " ") == "" && it.Cells == len(s) {
		return it.Cells, it.W
	}
	m := ln.fl.cx.metrics
	cells, w := 0, Unit(0)
	for s != "" {
		n, c := text.Next(s)
		cells += c
		w += m.advance(it.Box.Style, s[:n], c)
		s = s[n:]
	}
	return cells, w
}
