package css

// Unit is the unit of a dimension.
type Unit uint8

// Units. The font-relative lengths stand together, then those relative to the
// viewport, then to a query container.
const (
	UnitNone Unit = iota
	UnitPx
	UnitPercent
	UnitEm
	UnitRem
	UnitEx
	UnitRex
	UnitCh
	UnitRch
	UnitCap
	UnitRcap
	UnitIc
	UnitRic
	UnitLh
	UnitRlh
	UnitVw
	UnitVh
	UnitVi
	UnitVb
	UnitVmin
	UnitVmax
	UnitCqw
	UnitCqh
	UnitCqi
	UnitCqb
	UnitCqmin
	UnitCqmax
	UnitDeg
	UnitSecond
	UnitHertz
	UnitDpi
	UnitFr
	unitUnknown
)

// unitOf gives the unit and the factor to it from the unit as written: absolute
// lengths become px, angles degrees, times seconds, resolutions dpi. All
// viewports of a recording are the same size, so svw is vw.
func unitOf(name string) (Unit, float64) {
	switch lower(name) {
	case "px":
		return UnitPx, 1
	case "em":
		return UnitEm, 1
	case "rem":
		return UnitRem, 1
	case "vh", "svh", "lvh", "dvh":
		return UnitVh, 1
	case "vw", "svw", "lvw", "dvw":
		return UnitVw, 1
	case "vmin", "svmin", "lvmin", "dvmin":
		return UnitVmin, 1
	case "vmax", "svmax", "lvmax", "dvmax":
		return UnitVmax, 1
	case "vi", "svi", "lvi", "dvi":
		return UnitVi, 1
	case "vb", "svb", "lvb", "dvb":
		return UnitVb, 1
	case "ch":
		return UnitCh, 1
	case "rch":
		return UnitRch, 1
	case "ex":
		return UnitEx, 1
	case "rex":
		return UnitRex, 1
	case "cap":
		return UnitCap, 1
	case "rcap":
		return UnitRcap, 1
	case "ic":
		return UnitIc, 1
	case "ric":
		return UnitRic, 1
	case "lh":
		return UnitLh, 1
	case "rlh":
		return UnitRlh, 1
	case "pt":
		return UnitPx, 96.0 / 72
	case "pc":
		return UnitPx, 16
	case "in":
		return UnitPx, 96
	case "cm":
		return UnitPx, 96 / 2.54
	case "mm":
		return UnitPx, 96 / 25.4
	case "q":
		return UnitPx, 96 / 101.6
	case "cqw":
		return UnitCqw, 1
	case "cqh":
		return UnitCqh, 1
	case "cqi":
		return UnitCqi, 1
	case "cqb":
		return UnitCqb, 1
	case "cqmin":
		return UnitCqmin, 1
	case "cqmax":
		return UnitCqmax, 1
	case "deg":
		return UnitDeg, 1
	case "rad":
		return UnitDeg, 180 / 3.141592653589793
	case "grad":
		return UnitDeg, .9
	case "turn":
		return UnitDeg, 360
	case "s":
		return UnitSecond, 1
	case "ms":
		return UnitSecond, .001
	case "hz":
		return UnitHertz, 1
	case "khz":
		return UnitHertz, 1000
	case "dpi":
		return UnitDpi, 1
	case "dpcm":
		return UnitDpi, 2.54
	case "dppx", "x":
		return UnitDpi, 96
	case "fr":
		return UnitFr, 1
	default:
		return unitUnknown, 0
	}
}

// IsLength reports whether the unit measures a length, percentages excluded.
func (u Unit) IsLength() bool { return u == UnitPx || u >= UnitEm && u <= UnitCqmax }

// FontRelative reports whether the unit depends on the element's own font.
func (u Unit) FontRelative() bool { return u >= UnitEm && u <= UnitRlh }

// ContainerRelative reports whether the unit depends on a query container.
func (u Unit) ContainerRelative() bool { return u >= UnitCqw && u <= UnitCqmax }

// calcType is the type of a calculation (css-values-4 §10.9), as far as
// properties use it.
type calcType uint8

const (
	typeNumber calcType = iota
	typeLength          // lengths and percentages together
	typeAngle
	typeTime
	typeOther
)

func (u Unit) calcType() calcType {
	switch {
	case u == UnitNone:
		return typeNumber
	case u == UnitPercent || u.IsLength():
		return typeLength
	case u == UnitDeg:
		return typeAngle
	case u == UnitSecond:
		return typeTime
	default:
		return typeOther
	}
}
