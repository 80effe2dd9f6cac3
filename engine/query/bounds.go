package query

import "math"

// Bounds returns the least and the greatest number in unit u for which the
// condition holds; ok is false when it is no condition on numbers of that unit.
// Stores narrow a search with it; bounds that are not included are given as if
// they were.
func (t *Term) Bounds(u Unit) (low, high float64, ok bool) {
	low, high = math.Inf(-1), math.Inf(1)
	n, is := t.Value.in(u)
	switch t.Op {
	case Is:
		return n, n + t.Value.last(), is
	case Less:
		return low, n, is
	case LessEqual:
		return low, n + t.Value.last(), is
	case Greater, GreaterEqual:
		return n, high, is
	case Between:
		if t.Value.Form != Nothing {
			if !is {
				return low, high, false
			}
			low = n
		}
		if t.High.Form != Nothing {
			h, is := t.High.in(u)
			if !is {
				return low, high, false
			}
			high = h + t.High.last()
		}
		return low, high, true
	default:
		return low, high, false
	}
}
