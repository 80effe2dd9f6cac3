package css

// lengthFlags say what a length property takes beside lengths.
type lengthFlags uint16

const (
	lpPercent lengthFlags = 1 << iota
	lpAuto
	lpNone
	lpNormal
	lpPositive
	lpNumber // numbers stay numbers
	lpIntrinsic
	lpContent

	lpSize = lpPercent | lpAuto | lpPositive | lpIntrinsic
	lpMax  = lpPercent | lpNone | lpPositive | lpIntrinsic
)

func length(f lengthFlags) parseFunc {
	return func(p *valueParser) (Value, bool) { return p.length(f) }
}

func (p *valueParser) length(f lengthFlags) (Value, bool) {
	t := p.peek()
	switch t.kind {
	case tokIdent:
		v := lengthKeyword(lower(t.text), f)
		if v == ValueInvalid {
			return Value{}, false
		}
		p.i++
		return Value{Kind: v}, true
	case tokFunction:
		if t.function("fit-content") && f&lpIntrinsic != 0 {
			in, _ := p.inner()
			if in == nil {
				return Value{}, false
			}
			v, ok := in.length(lpPercent | lpPositive)
			if !ok || !in.end() {
				return Value{}, false
			}
			return Value{Kind: ValueFitContentArg, Data: Values{v}}, true
		}
		if t.function("env") {
			return p.env(f)
		}
		c, ok := p.calc()
		if !ok {
			return Value{}, false
		}
		return calcLength(c, f)
	case tokNumber, tokPercent, tokDimension:
		p.i++
		return p.dimension(t, f)
	default:
		return Value{}, false
	}
}

func (p *valueParser) dimension(t *token, f lengthFlags) (Value, bool) {
	if f&lpPositive != 0 && t.num < 0 {
		return Value{}, false
	}
	switch t.kind {
	case tokNumber:
		switch {
		case f&lpNumber != 0:
			return num(t.num), true
		case t.num == 0 || p.quirks:
			return px(t.num), true
		}
		return Value{}, false
	case tokPercent:
		return percent(t.num), f&lpPercent != 0
	default:
		u, k := unitOf(t.text)
		return Value{Kind: ValueLength, Unit: u, Num: t.num * k}, u.IsLength()
	}
}

func lengthKeyword(name string, f lengthFlags) ValueKind {
	switch name {
	case "auto":
		if f&lpAuto != 0 {
			return ValueAuto
		}
	case "none":
		if f&lpNone != 0 {
			return ValueNone
		}
	case "normal":
		if f&lpNormal != 0 {
			return ValueNormal
		}
	case "content":
		if f&lpContent != 0 {
			return ValueContent
		}
	}
	if f&lpIntrinsic == 0 {
		return ValueInvalid
	}
	switch name {
	case "min-content", "-webkit-min-content", "min-intrinsic":
		return ValueMinContent
	case "max-content", "-webkit-max-content", "intrinsic":
		return ValueMaxContent
	case "fit-content", "-webkit-fit-content":
		return ValueFitContent
	case "stretch", "-webkit-fill-available":
		return ValueStretch
	default:
		return ValueInvalid
	}
}

// calcLength makes the value of a calculation for a length property. What a
// single dimension can say becomes one; the range is then clamped.
func calcLength(c *Calc, f lengthFlags) (Value, bool) {
	switch c.typ() {
	case typeNumber:
		if f&lpNumber == 0 {
			return Value{}, false
		}
	case typeLength:
		if f&lpPercent == 0 && c.percent() {
			return Value{}, false
		}
	default:
		return Value{}, false
	}
	if c.Op != CalcLeaf {
		if f&lpPositive != 0 {
			zero := leaf(0, UnitPx)
			if c.typ() == typeNumber {
				zero = leaf(0, UnitNone)
			}
			c = &Calc{Op: CalcMax, Args: []*Calc{zero, c}}
			c = c.linear()
		}
		return Value{Kind: ValueCalc, Data: c}, true
	}
	n := c.Num
	if f&lpPositive != 0 && n < 0 {
		n = 0
	}
	if c.Unit == UnitNone {
		return num(n), true
	}
	return Value{Kind: ValueLength, Num: n, Unit: c.Unit}, true
}

// linear drops the clamp to zero again where no term can be negative, so that
// calc(100% + 1em) stays a sum.
func (c *Calc) linear() *Calc {
	v := c.Args[1]
	if v.Op != CalcAdd {
		return c
	}
	for _, t := range v.Args {
		if t.Op != CalcLeaf || t.Num < 0 {
			return c
		}
	}
	return v
}

// env gives the value of env(): no environment variable is set in a recording,
// the safe area insets are 0.
func (p *valueParser) env(f lengthFlags) (Value, bool) {
	in, ok := p.inner()
	if !ok || in.next().kind != tokIdent {
		return Value{}, false
	}
	if in.comma() {
		return in.length(f)
	}
	return px(0), true
}

// number parses a number or a calculation that gives one.
func (p *valueParser) number() (float64, bool) {
	t := p.peek()
	switch t.kind {
	case tokNumber:
		p.i++
		return t.num, true
	case tokFunction:
		mark := p.i
		c, ok := p.calc()
		if ok && c.Op == CalcLeaf && c.Unit == UnitNone {
			return c.Num, true
		}
		p.i = mark
	}
	return 0, false
}

func (p *valueParser) integer() (int, bool) {
	t := p.peek()
	if t.kind == tokNumber && !t.integer {
		return 0, false
	}
	f, ok := p.number()
	if !ok {
		return 0, false
	}
	if t.kind == tokFunction {
		f += .5
		if f < 0 {
			f--
		}
	}
	return int(max(min(f, 1<<31-1), -1<<31)), true
}

// numberOrPercent parses both; 100 % is 1.
func (p *valueParser) numberOrPercent() (float64, bool) {
	if t := p.peek(); t.kind == tokPercent {
		p.i++
		return t.num / 100, true
	}
	if t := p.peek(); t.kind == tokFunction {
		mark := p.i
		if c, ok := p.calc(); ok && c.Op == CalcLeaf {
			switch c.Unit {
			case UnitNone:
				return c.Num, true
			case UnitPercent:
				return c.Num / 100, true
			}
		}
		p.i = mark
		return 0, false
	}
	return p.number()
}

// angle parses an angle in degrees; a plain 0 counts as one.
func (p *valueParser) angle() (float64, bool) {
	t := p.peek()
	switch t.kind {
	case tokDimension:
		if u, f := unitOf(t.text); u == UnitDeg {
			p.i++
			return t.num * f, true
		}
	case tokNumber:
		if t.num == 0 {
			p.i++
			return 0, true
		}
	case tokFunction:
		mark := p.i
		if c, ok := p.calc(); ok && c.Op == CalcLeaf && c.Unit == UnitDeg {
			return c.Num, true
		}
		p.i = mark
	}
	return 0, false
}
