package style

import "math"

// resolve evaluates the expression where percentages refer to basis (px).
func (e *LengthExpr) resolve(basis float64) float64 {
	arg := func(i int) float64 { return e.Args[i].resolve(basis) }
	switch e.Op {
	case OpSum:
		return e.Leaf.Resolve(basis)
	case OpAdd:
		sum := 0.0
		for i := range e.Args {
			sum += arg(i)
		}
		return sum
	case OpScale:
		return arg(0) * float64(e.Factor)
	case OpMin:
		v := arg(0)
		for i := 1; i < len(e.Args); i++ {
			v = math.Min(v, arg(i))
		}
		return v
	case OpMax:
		v := arg(0)
		for i := 1; i < len(e.Args); i++ {
			v = math.Max(v, arg(i))
		}
		return v
	case OpClamp:
		return math.Max(arg(0), math.Min(arg(1), arg(2)))
	case OpAbs:
		return math.Abs(arg(0))
	case OpSign:
		switch v := arg(0); {
		case v > 0:
			return 1
		case v < 0:
			return -1
		default:
			return 0
		}
	default:
		return stepped(e.Op, arg(0), arg(1))
	}
}

// stepped evaluates round(), mod() and rem() (css-values-4 §10.3). A step of 0
// gives 0 where the specification says NaN, which is clamped to 0 anyway.
func stepped(op LengthOp, v, step float64) float64 {
	if step == 0 || math.IsInf(step, 0) || math.IsInf(v, 0) {
		return 0
	}
	switch op {
	case OpRound:
		return math.Floor(v/step+.5) * step
	case OpFloor:
		a := math.Abs(step)
		return math.Floor(v/a) * a
	case OpCeil:
		a := math.Abs(step)
		return math.Ceil(v/a) * a
	case OpTrunc:
		return math.Trunc(v/step) * step
	case OpMod:
		return v - step*math.Floor(v/step)
	case OpRem:
		return math.Mod(v, step)
	default:
		return 0
	}
}
