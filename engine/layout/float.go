package layout

import "playhead/engine/css"

// exclusion is the margin box of a float in the coordinates of its block
// formatting context.
type exclusion struct {
	r    Rect
	left bool
}

// floats are the floats of a block formatting context so far. A list that was
// handed out in a constraint is never changed: adding copies.
type floats struct {
	list []exclusion
}

// add returns the list with one more float.
func (f *floats) add(e exclusion) *floats {
	n := &floats{}
	if f != nil {
		n.list = append(n.list, f.list...)
	}
	n.list = append(n.list, e)
	return n
}

// below reports whether any float reaches below y.
func (f *floats) below(y Unit) bool {
	if f == nil {
		return false
	}
	for i := range f.list {
		if f.list[i].r.Bottom() > y {
			return true
		}
	}
	return false
}

// band gives the edges of what is free between left and right for the rows from
// y to y+h, and the next y below at which more may be free.
func (f *floats) band(y, h, left, right Unit) (l, r, next Unit) {
	l, r, next = left, right, MaxUnit
	if f == nil {
		return l, r, next
	}
	h = max(h, 1)
	for i := range f.list {
		e := &f.list[i]
		if e.r.H <= 0 || e.r.Y >= y+h || e.r.Bottom() <= y {
			continue
		}
		if e.left && e.r.Right() > l {
			l = e.r.Right()
		} else if !e.left && e.r.X < r {
			r = e.r.X
		} else if e.left || e.r.X >= right {
			if e.left && e.r.Right() <= left {
				continue
			}
		}
		next = min(next, e.r.Bottom())
	}
	return l, r, next
}

// clearance returns the bottom of the floats that clear asks to pass.
func (f *floats) clearance(c css.Clear) Unit {
	y := -MaxUnit
	if f == nil {
		return y
	}
	for i := range f.list {
		e := &f.list[i]
		if c == css.ClearBoth || c == css.ClearLeft && e.left || c == css.ClearRight && !e.left {
			y = max(y, e.r.Bottom())
		}
	}
	return y
}

// bottom is the lowest bottom of all floats.
func (f *floats) bottom() Unit { return f.clearance(css.ClearBoth) }

// place finds the place of a float with a margin box of w×h between left and
// right, no higher than y (CSS2 §9.5.1).
func (f *floats) place(w, h, y, left, right Unit, isLeft bool) Rect {
	if f != nil {
		for i := range f.list {
			y = max(y, f.list[i].r.Y)
		}
	}
	for range 1000 {
		l, r, next := f.band(y, h, left, right)
		if r-l >= w || next == MaxUnit {
			if isLeft {
				return Rect{l, y, w, h}
			}
			return Rect{r - w, y, w, h}
		}
		y = next
	}
	return Rect{left, y, w, h}
}

// strut is a set of adjoining margins: the largest positive and the most
// negative one (CSS2 §8.3.1).
type strut struct{ pos, neg Unit }

func (s strut) sum() Unit { return s.pos + s.neg }

func (s *strut) margin(m Unit) {
	if m >= 0 {
		s.pos = max(s.pos, m)
	} else {
		s.neg = min(s.neg, m)
	}
}

func (s *strut) join(t strut) { s.pos, s.neg = max(s.pos, t.pos), min(s.neg, t.neg) }
