package css

import "math"

// CalcOp is an operation of a calculation.
type CalcOp uint8

// Operations.
const (
	CalcLeaf CalcOp = iota // Num in Unit
	CalcAdd
	CalcMul // Args[0] × Num
	CalcMin
	CalcMax
	CalcClamp // min, value, max
	CalcRound // value, step
	CalcFloor
	CalcCeil
	CalcTrunc
	CalcMod
	CalcRem
	CalcAbs
	CalcSign
)

// Calc is a calculation (css-values-4 §10) that could not be reduced to one
// dimension while parsing.
type Calc struct {
	Op   CalcOp
	Unit Unit
	Num  float64
	Args []*Calc
}

func (*Calc) data() {}

func leaf(n float64, u Unit) *Calc { return &Calc{Num: n, Unit: u} }

func (c *Calc) typ() calcType {
	switch c.Op {
	case CalcLeaf:
		return c.Unit.calcType()
	case CalcSign:
		return typeNumber
	default:
		return c.Args[0].typ()
	}
}

func (c *Calc) percent() bool {
	if c.Op == CalcLeaf {
		return c.Unit == UnitPercent
	}
	for _, a := range c.Args {
		if a.percent() {
			return true
		}
	}
	return false
}

// maxCalc bounds the number of terms of one calculation.
const maxCalc = 256

type calcParser struct {
	terms int
	// vars are names that stand for numbers: the channels of relative colours.
	vars map[string]float64
}

// calc parses a math function at the parser's place.
func (p *valueParser) calc() (*Calc, bool) {
	cp := &calcParser{}
	return cp.function(p)
}

func isMath(name string) bool {
	switch lower(name) {
	case "calc", "-webkit-calc", "-moz-calc", "min", "max", "clamp", "round", "mod", "rem", "abs", "sign", "sin", "cos", "tan",
		"asin", "acos", "atan", "atan2", "pow", "sqrt", "hypot", "log", "exp":
		return true
	default:
		return false
	}
}

func (c *calcParser) function(p *valueParser) (*Calc, bool) {
	t := p.peek()
	if t.kind != tokFunction || !isMath(t.text) {
		return nil, false
	}
	name := lower(t.text)
	in, ok := p.inner()
	if !ok {
		return nil, false
	}
	strategy := CalcRound
	if name == "round" {
		if i := in.oneOf([]string{"nearest", "up", "down", "to-zero"}); i >= 0 {
			strategy = []CalcOp{CalcRound, CalcCeil, CalcFloor, CalcTrunc}[i]
			if !in.comma() {
				return nil, false
			}
		}
	}
	var args []*Calc
	for {
		if name == "clamp" && in.accept("none") {
			args = append(args, nil)
		} else {
			a, ok := c.sum(in)
			if !ok {
				return nil, false
			}
			args = append(args, a)
		}
		if !in.comma() {
			break
		}
	}
	if !in.end() || len(args) > maxCalc {
		return nil, false
	}
	return buildCalc(name, strategy, args)
}

func buildCalc(name string, strategy CalcOp, args []*Calc) (*Calc, bool) {
	if name == "clamp" && len(args) == 3 {
		switch lo, v, hi := args[0], args[1], args[2]; {
		case v == nil:
			return nil, false
		case lo == nil && hi == nil:
			return v, true
		case lo == nil:
			name, args = "min", []*Calc{v, hi}
		case hi == nil:
			name, args = "max", []*Calc{lo, v}
		}
	}
	for _, a := range args {
		if a == nil || a.typ() != args[0].typ() {
			return nil, false
		}
	}
	want := func(n int, op CalcOp) (*Calc, bool) {
		if len(args) != n {
			return nil, false
		}
		return (&Calc{Op: op, Args: args}).fold(), true
	}
	switch name {
	case "calc", "-webkit-calc", "-moz-calc":
		if len(args) != 1 {
			return nil, false
		}
		return args[0], true
	case "min":
		return want(len(args), CalcMin)
	case "max":
		return want(len(args), CalcMax)
	case "clamp":
		return want(3, CalcClamp)
	case "round":
		if len(args) == 1 && args[0].typ() == typeNumber {
			args = append(args, leaf(1, UnitNone))
		}
		return want(2, strategy)
	case "mod":
		return want(2, CalcMod)
	case "rem":
		return want(2, CalcRem)
	case "abs":
		return want(1, CalcAbs)
	case "sign":
		return want(1, CalcSign)
	default:
		return scientific(name, args)
	}
}

// scientific evaluates the functions that take constants (css-values-4 §10.4).
func scientific(name string, args []*Calc) (*Calc, bool) {
	var v [2]float64
	for i, a := range args {
		if a.Op != CalcLeaf || a.Unit != args[0].Unit {
			return nil, false
		}
		if i < 2 {
			v[i] = a.Num
		}
	}
	unit := args[0].Unit
	angle := v[0]
	if unit == UnitDeg {
		angle *= math.Pi / 180
	}
	deg := func(f float64) (*Calc, bool) { return leaf(f*180/math.Pi, UnitDeg), true }
	number := func(f float64) (*Calc, bool) {
		if math.IsNaN(f) {
			f = 0
		}
		return leaf(f, UnitNone), true
	}
	switch {
	case name == "hypot":
		s := 0.0
		for _, a := range args {
			s += a.Num * a.Num
		}
		return leaf(math.Sqrt(s), unit), true
	case name == "atan2" && len(args) == 2:
		return deg(math.Atan2(v[0], v[1]))
	case name == "pow" && len(args) == 2 && unit == UnitNone:
		return number(math.Pow(v[0], v[1]))
	case name == "log" && len(args) == 2 && unit == UnitNone:
		return number(math.Log(v[0]) / math.Log(v[1]))
	case len(args) != 1 || unit != UnitNone && unit != UnitDeg:
		return nil, false
	}
	switch name {
	case "sin":
		return number(math.Sin(angle))
	case "cos":
		return number(math.Cos(angle))
	case "tan":
		return number(math.Tan(angle))
	}
	if unit != UnitNone {
		return nil, false
	}
	switch name {
	case "asin":
		return deg(math.Asin(v[0]))
	case "acos":
		return deg(math.Acos(v[0]))
	case "atan":
		return deg(math.Atan(v[0]))
	case "sqrt":
		return number(math.Sqrt(v[0]))
	case "log":
		return number(math.Log(v[0]))
	case "exp":
		return number(math.Exp(v[0]))
	default:
		return nil, false
	}
}

func (c *calcParser) sum(p *valueParser) (*Calc, bool) {
	a, ok := c.product(p)
	if !ok {
		return nil, false
	}
	args := []*Calc{a}
	for {
		t := p.peek()
		neg := t.delim('-')
		if !neg && !t.delim('+') {
			break
		}
		// Both sides need white space; without it the sign is part of a number.
		p.i++
		if !t.ws || !p.peek().ws {
			return nil, false
		}
		b, ok := c.product(p)
		if !ok || b.typ() != a.typ() || len(args) > maxCalc {
			return nil, false
		}
		if neg {
			b = b.scale(-1)
		}
		args = append(args, b)
	}
	if len(args) == 1 {
		return a, true
	}
	return (&Calc{Op: CalcAdd, Args: args}).fold(), true
}

func (c *calcParser) product(p *valueParser) (*Calc, bool) {
	a, ok := c.value(p)
	if !ok {
		return nil, false
	}
	for {
		t := p.peek()
		div := t.delim('/')
		if !div && !t.delim('*') {
			return a, true
		}
		p.i++
		b, ok := c.value(p)
		if !ok {
			return nil, false
		}
		switch {
		case div && b.Op == CalcLeaf && b.Unit == UnitNone:
			if b.Num == 0 {
				return leaf(math.Copysign(1e30, a.Num), a.Unit), a.Op == CalcLeaf
			}
			a = a.scale(1 / b.Num)
		case div && a.Op == CalcLeaf && b.Op == CalcLeaf && a.Unit == b.Unit && b.Num != 0:
			a = leaf(a.Num/b.Num, UnitNone)
		case !div && b.Op == CalcLeaf && b.Unit == UnitNone:
			a = a.scale(b.Num)
		case !div && a.Op == CalcLeaf && a.Unit == UnitNone:
			a = b.scale(a.Num)
		default:
			return nil, false
		}
	}
}

func (c *calcParser) value(p *valueParser) (*Calc, bool) {
	if c.terms++; c.terms > maxCalc {
		return nil, false
	}
	t := p.peek()
	switch t.kind {
	case tokNumber:
		p.i++
		return leaf(t.num, UnitNone), true
	case tokPercent:
		p.i++
		return leaf(t.num, UnitPercent), true
	case tokDimension:
		p.i++
		u, f := unitOf(t.text)
		if u == unitUnknown || u == UnitFr {
			return nil, false
		}
		return leaf(t.num*f, u), true
	case tokLParen:
		in, ok := p.inner()
		if !ok {
			return nil, false
		}
		a, ok := c.sum(in)
		return a, ok && in.end()
	case tokFunction:
		return c.function(p)
	case tokIdent:
		name := lower(t.text)
		p.i++
		if v, ok := c.vars[name]; ok {
			return leaf(v, UnitNone), true
		}
		switch name {
		case "pi":
			return leaf(math.Pi, UnitNone), true
		case "e":
			return leaf(math.E, UnitNone), true
		case "infinity":
			return leaf(1e30, UnitNone), true
		case "-infinity":
			return leaf(-1e30, UnitNone), true
		case "nan":
			return leaf(0, UnitNone), true
		}
	}
	return nil, false
}

func (c *Calc) scale(f float64) *Calc {
	switch c.Op {
	case CalcLeaf:
		return leaf(c.Num*f, c.Unit)
	case CalcAdd:
		args := make([]*Calc, len(c.Args))
		for i, a := range c.Args {
			args[i] = a.scale(f)
		}
		return &Calc{Op: CalcAdd, Args: args}
	case CalcMul:
		return &Calc{Op: CalcMul, Num: c.Num * f, Args: c.Args}
	default:
		return &Calc{Op: CalcMul, Num: f, Args: []*Calc{c}}
	}
}

// fold simplifies: sums are flattened and terms of one unit added up, functions
// of constants evaluated.
func (c *Calc) fold() *Calc {
	if c.Op == CalcAdd {
		return c.foldSum()
	}
	v := make([]float64, len(c.Args))
	for i, a := range c.Args {
		// Percentages may be negative of a basis, so only equal plain units fold.
		if a.Op != CalcLeaf || a.Unit != c.Args[0].Unit || a.Unit == UnitPercent {
			return c
		}
		v[i] = a.Num
	}
	unit := c.Args[0].Unit
	if c.Op == CalcSign {
		unit = UnitNone
	}
	return leaf(EvalCalc(c.Op, v), unit)
}

func (c *Calc) foldSum() *Calc {
	var flat []*Calc
	for _, a := range c.Args {
		terms := []*Calc{a}
		if a.Op == CalcAdd {
			terms = a.Args
		}
	next:
		for _, t := range terms {
			if t.Op == CalcLeaf {
				for j, f := range flat {
					if f.Op == CalcLeaf && f.Unit == t.Unit {
						flat[j] = leaf(f.Num+t.Num, f.Unit)
						continue next
					}
				}
			}
			flat = append(flat, t)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return &Calc{Op: CalcAdd, Args: flat}
}

// EvalCalc applies an operation other than CalcLeaf and CalcMul to numbers. What
// the specification makes NaN is 0, as it is where it is used.
func EvalCalc(op CalcOp, v []float64) float64 {
	switch op {
	case CalcAdd:
		s := 0.0
		for _, x := range v {
			s += x
		}
		return s
	case CalcMin:
		m := v[0]
		for _, x := range v[1:] {
			m = math.Min(m, x)
		}
		return m
	case CalcMax:
		m := v[0]
		for _, x := range v[1:] {
			m = math.Max(m, x)
		}
		return m
	case CalcClamp:
		return math.Max(v[0], math.Min(v[1], v[2]))
	case CalcAbs:
		return math.Abs(v[0])
	case CalcSign:
		if v[0] == 0 {
			return 0
		}
		return math.Copysign(1, v[0])
	}
	if len(v) < 2 || v[1] == 0 || math.IsInf(v[1], 0) || math.IsInf(v[0], 0) {
		return 0
	}
	x, step := v[0], v[1]
	switch op {
	case CalcRound:
		return math.Floor(x/step+.5) * step
	case CalcFloor:
		return math.Floor(x/math.Abs(step)) * math.Abs(step)
	case CalcCeil:
		return math.Ceil(x/math.Abs(step)) * math.Abs(step)
	case CalcTrunc:
		return math.Trunc(x/step) * step
	case CalcMod:
		return x - step*math.Floor(x/step)
	case CalcRem:
		return math.Mod(x, step)
	default:
		return 0
	}
}
