package layout

import (
	"strings"

	"playhead/engine/css"
)

// atomicExtent says how far the margin box of an atomic inline reaches above and
// below the parent's baseline, and what its top margin is; aligned is set for
// vertical-align top and bottom.
func atomicExtent(m Metrics, k *Box, f *Fragment) (above, below, mt Unit, aligned bool) {
	mt = f.Margin.Top
	h := f.H + mt + f.Margin.Bottom
	va := k.Style.Box.VAlign
	if !m.Natural && seenHeight(k, f) <= m.CellH && (h <= m.CellH || toggle(k)) {
		va = css.VAlignMiddle // N2
		if h > m.CellH {
			h, mt = f.H, 0
		}
	}
	// text-top and text-bottom are the edges of the parent's font, not of its line.
	parentA, parentB := m.extents(k.Parent.Style)
	switch va {
	case css.VAlignTop, css.VAlignBottom:
		return 0, 0, mt, true
	case css.VAlignMiddle:
		x := Unit(0)
		if m.Natural {
			x = px32(k.Parent.Style.Text.FontSize / 4)
		}
		return h/2 + x, h - h/2 - x, mt, false
	case css.VAlignTextTop:
		return parentA, h - parentA, mt, false
	case css.VAlignTextBottom:
		return h - parentB, parentB, mt, false
	}
	base := atomicBaseline(m, k, f) + mt
	s := inlineShift(m, k)
	return base - s, h - base + s, mt, false
}

// seenHeight is the height of an atomic's border box after the transforms of
// itself and of what it is in up to the block that has the line: rows are made
// even by how high boxes look.
func seenHeight(k *Box, f *Fragment) Unit {
	h := f.H
	for p := k; p != nil; p = p.Parent {
		r := p.Style.Rare
		if len(r.Transform) > 0 || r.HasRotate || r.HasScale {
			if m, ok := TransformOf(p, f.W, f.H); ok {
				h = m.Apply(Rect{0, 0, f.W, f.H}).H
			}
		}
		if p != k && p.Kind != KindInline {
			break
		}
	}
	return h
}

// toggle reports checkboxes and radio buttons.
func toggle(k *Box) bool {
	return k.Replaced != nil && (k.Replaced.Kind == ControlCheckbox || k.Replaced.Kind == ControlRadio)
}

// atomicBaseline is the distance of an atomic's baseline from the top of its
// border box: that of its last line, or its bottom margin edge when it has none
// or clips (CSS2 §10.8.1).
func atomicBaseline(m Metrics, k *Box, f *Fragment) Unit {
	bottom := f.H + f.Margin.Bottom
	switch k.Kind {
	case KindReplaced, KindFrame:
		if k.Replaced.TextBaseline {
			return f.Content().Y + m.lineHeight(k.Style)/2
		}
		switch k.Replaced.Kind {
		case ControlRange:
			return f.H
		case ControlCheckbox, ControlRadio:
			if k.Style.Rare.Appearance != css.AppearanceNone {
				return f.H
			}
		case ControlColor:
			return f.H - 6*Px // the bottom of the swatch
		}
		return bottom
	case KindTable, KindFlex, KindGrid:
		return f.FirstBaseline.Or(bottom)
	}
	if k.Is(Control) {
		if k.Replaced.Kind == ControlTextArea {
			return bottom
		}
		if f.FirstBaseline == Indefinite {
			if k.Replaced.Kind == ControlButton {
				return f.H - f.Border.Bottom - f.Padding.Bottom
			}
			in := f.Content() // an empty field has the baseline of its editor
			return in.Y + in.H/2
		}
		if k.Replaced.Kind == ControlListBox {
			return bottom
		}
		return f.LastBaseline
	}
	if k.Is(Scrolls) || k.Style.Rare.Contain&css.ContainLayout != 0 {
		return bottom
	}
	return f.LastBaseline.Or(bottom)
}

// justify spreads the free room over the spaces of the line: text is split at
// them, so that each word has its place.
func (lb *lineBuild) justify(free Unit) {
	if lb.spaces <= 0 {
		return
	}
	n, done := Unit(lb.spaces), Unit(0)
	var out []Item
	var moved Unit
	index := make([]int, len(lb.items))
	for i := range lb.items {
		it := lb.items[i]
		index[i] = len(out)
		it.X += moved
		if it.Kind != ItemText || !strings.Contains(it.Text, " ") {
			out = append(out, it)
			continue
		}
		rest := it
		for rest.Text != "" {
			w := rest
			sp := strings.IndexByte(rest.Text, ' ')
			if sp < 0 {
				out = append(out, rest)
				break
			}
			w.Text = rest.Text[:sp+1]
			w.Cells, w.W = lb.measure(w.Text, it.Box)
			add := Unit(0)
			if done < n {
				add = free*(done+1)/n - free*done/n
				done++
			}
			moved += add
			w.W += add
			out = append(out, w)
			rest.Text = rest.Text[sp+1:]
			rest.X = w.X + w.W
			rest.Cells -= w.Cells
			rest.W -= w.W - add
		}
	}
	for i := range lb.items {
		if lb.items[i].Kind == ItemInline {
			// Inline boxes grow with what is in them.
			it := &out[index[i]]
			end := lb.items[i].X + lb.items[i].W
			var grown Unit
			for j := i + 1; j < len(lb.items); j++ {
				if lb.items[j].X >= end {
					break
				}
				k := index[j]
				next := len(out)
				if j+1 < len(lb.items) {
					next = index[j+1]
				}
				last := out[next-1]
				grown = last.X + last.W - (lb.items[j].X + lb.items[j].W)
				_ = k
			}
			it.W = max(it.W, end+grown-it.X)
		}
	}
	for i, s := range lb.statics {
		lb.statics[i] = index[s]
	}
	for i, s := range lb.aligned {
		lb.aligned[i] = index[s]
	}
	lb.items = out
}

func (lb *lineBuild) measure(s string, k *Box) (int, Unit) {
	m := lb.ln.fl.cx.metrics
	cells, w := 0, Unit(0)
	for s != "" {
		n, c := nextCluster(s)
		cells += c
		w += m.advance(k.Style, s[:n], c)
		s = s[n:]
	}
	return cells, w
}

// ellipsis cuts what does not fit on the line and ends it with "…"
// (css-overflow-4 §5). With always the line gets one even if it fits.
func (ln *liner) ellipsis(l *Line, always bool) {
	fl := ln.fl
	w := fl.cx.metrics.advance(fl.b.Style, "…", 1)
	limit := l.X + l.W - w
	at := l.X
	if fl.b.Style.Text.Direction == css.RTL {
		return
	}
	cut := false
	for i := range l.Items {
		it := &l.Items[i]
		if it.Kind == ItemInline {
			continue
		}
		if cut || it.Kind == ItemAtomic && it.X+it.W > limit && at > l.X {
			it.Hidden = true
			cut = true
			continue
		}
		if it.Kind != ItemText {
			at = it.X + it.W
			continue
		}
		if it.X+it.W <= limit {
			at = max(at, it.X+it.W)
			continue
		}
		rest, x, cells := it.Text, it.X, 0
		for rest != "" {
			n, c := nextCluster(rest)
			a := fl.cx.metrics.advance(it.Box.Style, rest[:n], c)
			if x+a > limit && (x > l.X || at > l.X) {
				break
			}
			x += a
			cells += c
			rest = rest[n:]
		}
		it.Text = it.Text[:len(it.Text)-len(rest)]
		it.Cells, it.W = cells, x-it.X
		if it.Text == "" {
			it.Hidden = true
		}
		at = max(at, x)
		cut = true
	}
	if cut || always {
		h := fl.cx.metrics.contentHeight(fl.b.Style)
		l.Items = append(l.Items, Item{Kind: ItemEllipsis, Box: fl.b, X: at, Y: l.Y + l.Baseline - h/2, W: w, H: h, Text: "…", Cells: 1})
	}
}
