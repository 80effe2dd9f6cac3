package css

import "math"

// LengthContext is what relative lengths refer to, in px.
type LengthContext struct {
	Em, Rem, Ch, Rch, Lh, Rlh float64
	VW, VH                    float64 // the viewport
	CW, CH                    float64 // the query container; the viewport without one
	Vertical                  bool    // the writing mode: vi is vh
	// Container notes that a container unit was used, View the axes of the
	// viewport that lengths referred to.
	Container bool
	View      Axes
}

// Axes are axes of the viewport.
type Axes uint8

// The axes.
const (
	AxisX Axes = 1 << iota
	AxisY
)

func (lc *LengthContext) viewport(a Axes) (w, h float64) {
	lc.View |= a
	return lc.VW, lc.VH
}

// PxPer is how many px one of the unit is.
func (lc *LengthContext) PxPer(u Unit) float64 {
	switch u {
	case UnitPx:
		return 1
	case UnitEm, UnitIc:
		return lc.Em
	case UnitRem, UnitRic:
		return lc.Rem
	case UnitEx:
		return lc.Em / 2
	case UnitRex:
		return lc.Rem / 2
	case UnitCap:
		return lc.Em * .7
	case UnitRcap:
		return lc.Rem * .7
	case UnitCh:
		return lc.Em / 2
	case UnitRch:
		return lc.Rem / 2
	case UnitLh:
		return lc.Lh
	case UnitRlh:
		return lc.Rlh
	case UnitVw:
		w, _ := lc.viewport(AxisX)
		return w / 100
	case UnitVh:
		_, h := lc.viewport(AxisY)
		return h / 100
	case UnitVi:
		w, h := lc.viewport(AxisX | AxisY)
		return lc.axis(w, h) / 100
	case UnitVb:
		w, h := lc.viewport(AxisX | AxisY)
		return lc.axis(h, w) / 100
	case UnitVmin:
		w, h := lc.viewport(AxisX | AxisY)
		return math.Min(w, h) / 100
	case UnitVmax:
		w, h := lc.viewport(AxisX | AxisY)
		return math.Max(w, h) / 100
	default:
		return lc.containerUnit(u)
	}
}

func (lc *LengthContext) containerUnit(u Unit) float64 {
	if !u.ContainerRelative() {
		return 0
	}
	lc.Container = true
	lc.View = AxisX | AxisY // the viewport stands in for a container
	switch u {
	case UnitCqw:
		return lc.CW / 100
	case UnitCqh:
		return lc.CH / 100
	case UnitCqi:
		return lc.axis(lc.CW, lc.CH) / 100
	case UnitCqb:
		return lc.axis(lc.CH, lc.CW) / 100
	case UnitCqmin:
		return math.Min(lc.CW, lc.CH) / 100
	default:
		return math.Max(lc.CW, lc.CH) / 100
	}
}

func (lc *LengthContext) axis(horizontal, vertical float64) float64 {
	if lc.Vertical {
		return vertical
	}
	return horizontal
}
