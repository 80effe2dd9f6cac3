package layout

import "math"

// Unit is a length in 1/64 CSS px.
type Unit int32

// Limits of Unit. Style values are clamped to ±maxPx, far inside of what an
// int32 holds, so that sums of a page's worth of boxes do not wrap.
const (
	// Px is one CSS px.
	Px Unit = 64
	// Indefinite marks an unknown length where a length may be unknown. It is
	// no valid result of a computation.
	Indefinite Unit = math.MinInt32
	// MaxUnit is the largest length, used as "unlimited".
	MaxUnit Unit = math.MaxInt32 / 2

	maxPx = 1 << 23
)

// FromPx converts px to a Unit, rounding towards zero as Chromium's LayoutUnit
// does, saturating; NaN gives 0.
func FromPx(px float64) Unit {
	switch {
	case px >= maxPx:
		return maxPx * Px
	case px <= -maxPx:
		return -maxPx * Px
	case px != px:
		return 0
	}
	return Unit(px * 64)
}

// Float returns the length in px.
func (u Unit) Float() float64 { return float64(u) / 64 }

// Known reports whether the length is definite.
func (u Unit) Known() bool { return u != Indefinite }

// Or returns u when it is definite and v otherwise.
func (u Unit) Or(v Unit) Unit {
	if u == Indefinite {
		return v
	}
	return u
}

// Add returns the saturating sum of two definite lengths.
func (u Unit) Add(v Unit) Unit {
	s := int64(u) + int64(v)
	if s > int64(MaxUnit) {
		return MaxUnit
	}
	if s < -int64(MaxUnit) {
		return -MaxUnit
	}
	return Unit(s)
}

// MulDiv returns u·a/b without overflow of the product; b must not be 0.
func (u Unit) MulDiv(a, b Unit) Unit {
	s := int64(u) * int64(a) / int64(b)
	return Unit(max(-int64(MaxUnit), min(int64(MaxUnit), s)))
}

// Scale returns u·f, rounded towards zero, saturating.
func (u Unit) Scale(f float64) Unit { return FromPx(float64(u) / 64 * f) }

// Edges are lengths at the four sides of a box.
type Edges struct {
	Top, Right, Bottom, Left Unit
}

// Horizontal is Left + Right.
func (e Edges) Horizontal() Unit { return e.Left + e.Right }

// Vertical is Top + Bottom.
func (e Edges) Vertical() Unit { return e.Top + e.Bottom }

// Plus returns the sums side by side.
func (e Edges) Plus(f Edges) Edges {
	return Edges{e.Top + f.Top, e.Right + f.Right, e.Bottom + f.Bottom, e.Left + f.Left}
}

// Rect is a rectangle; W and H are never negative in results.
type Rect struct {
	X, Y, W, H Unit
}

// Right is X + W.
func (r Rect) Right() Unit { return r.X.Add(r.W) }

// Bottom is Y + H.
func (r Rect) Bottom() Unit { return r.Y.Add(r.H) }

// Move returns r moved by x, y.
func (r Rect) Move(x, y Unit) Rect { return Rect{r.X.Add(x), r.Y.Add(y), r.W, r.H} }

// Union returns the smallest rectangle that holds both; zero-sized ones count
// as points.
func (r Rect) Union(s Rect) Rect {
	x0, y0 := min(r.X, s.X), min(r.Y, s.Y)
	x1, y1 := max(r.Right(), s.Right()), max(r.Bottom(), s.Bottom())
	return Rect{x0, y0, x1 - x0, y1 - y0}
}

// Inset returns r without the given edges; sizes stop at 0.
func (r Rect) Inset(e Edges) Rect {
	return Rect{r.X + e.Left, r.Y + e.Top, max(0, r.W-e.Horizontal()), max(0, r.H-e.Vertical())}
}
