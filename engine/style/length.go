package style

import "playhead/engine/css"

// length computes a specified length, percentage or sizing keyword.
func (c *computer) length(v *css.Value) Length {
	switch v.Kind {
	case css.ValueLength:
		if v.Unit == css.UnitPercent {
			return Percent(float32(v.Num / 100))
		}
		return Px(clampPx(v.Num * c.lc.PxPer(v.Unit)))
	case css.ValueNumber:
		return Px(clampPx(v.Num))
	case css.ValueCalc:
		return c.calc(v.Data.(*css.Calc))
	case css.ValueAuto:
		return Auto
	case css.ValueNone:
		return Length{Kind: LengthNone}
	case css.ValueNormal:
		return Length{Kind: LengthNormal}
	case css.ValueMinContent:
		return Length{Kind: LengthMinContent}
	case css.ValueMaxContent:
		return Length{Kind: LengthMaxContent}
	case css.ValueFitContent:
		return Length{Kind: LengthFitContent}
	case css.ValueStretch:
		return Length{Kind: LengthStretch}
	case css.ValueContent:
		return Length{Kind: LengthContent}
	case css.ValueFitContentArg:
		vs := v.Data.(css.Values)
		l := c.length(&vs[0])
		l.Kind = LengthFitContentArg
		return l
	default:
		return Length{}
	}
}

// maxPx bounds lengths as Chromium's layout unit does: 2^25 px.
const maxPx = 1 << 25

func clampPx(v float64) float32 {
	if !(v > -maxPx) {
		return -maxPx
	}
	if v > maxPx {
		return maxPx
	}
	return float32(v)
}

func (c *computer) px(v *css.Value) float32 { return c.length(v).Px }

func (c *computer) calc(n *css.Calc) Length {
	switch n.Op {
	case css.CalcLeaf:
		if n.Unit == css.UnitPercent {
			return Percent(float32(n.Num / 100))
		}
		if n.Unit == css.UnitNone {
			return Px(clampPx(n.Num))
		}
		return Px(clampPx(n.Num * c.lc.PxPer(n.Unit)))
	case css.CalcMul:
		return scaleLength(c.calc(n.Args[0]), float32(n.Num))
	}
	args := make([]Length, len(n.Args))
	plain, linear := true, true
	for i, a := range n.Args {
		args[i] = c.calc(a)
		plain = plain && args[i].Kind == LengthPx
		linear = linear && args[i].Kind != LengthTree
	}
	if n.Op == css.CalcAdd && linear {
		sum := args[0]
		for _, a := range args[1:] {
			sum.Px += a.Px
			sum.Frac += a.Frac
			sum.Kind = max(sum.Kind, a.Kind)
		}
		return sum
	}
	if plain {
		v := make([]float64, len(args))
		for i := range args {
			v[i] = float64(args[i].Px)
		}
		return Px(clampPx(css.EvalCalc(n.Op, v)))
	}
	e := &LengthExpr{Op: calcOps[n.Op]}
	for _, a := range args {
		e.Args = append(e.Args, a.expr())
	}
	return Length{Kind: LengthTree, Tree: e}
}

var calcOps = [...]LengthOp{
	css.CalcAdd: OpAdd, css.CalcMin: OpMin, css.CalcMax: OpMax, css.CalcClamp: OpClamp, css.CalcRound: OpRound,
	css.CalcFloor: OpFloor, css.CalcCeil: OpCeil, css.CalcTrunc: OpTrunc, css.CalcMod: OpMod, css.CalcRem: OpRem,
	css.CalcAbs: OpAbs, css.CalcSign: OpSign,
}

func (l Length) expr() *LengthExpr {
	if l.Kind == LengthTree {
		return l.Tree
	}
	return &LengthExpr{Leaf: l}
}

func scaleLength(l Length, f float32) Length {
	if l.Kind == LengthTree {
		return Length{Kind: LengthTree, Tree: &LengthExpr{Op: OpScale, Factor: f, Args: []*LengthExpr{l.Tree}}}
	}
	l.Px *= f
	l.Frac *= f
	return l
}

// lengthField is the field of a longhand that holds a Length, nil for others.
func lengthField(p css.Prop, c *Computed) *Length {
	switch p {
	case css.PropLetterSpacing:
		return &c.Text.LetterSpacing
	case css.PropWordSpacing:
		return &c.Text.WordSpacing
	case css.PropStrokeWidth:
		return &c.Text.StrokeWidth
	case css.PropWidth:
		return &c.Box.Width
	case css.PropHeight:
		return &c.Box.Height
	case css.PropMinWidth:
		return &c.Box.MinWidth
	case css.PropMinHeight:
		return &c.Box.MinHeight
	case css.PropMaxWidth:
		return &c.Box.MaxWidth
	case css.PropMaxHeight:
		return &c.Box.MaxHeight
	case css.PropMarginTop, css.PropMarginRight, css.PropMarginBottom, css.PropMarginLeft:
		return side(&c.Box.Margin, p-css.PropMarginTop)
	case css.PropPaddingTop, css.PropPaddingRight, css.PropPaddingBottom, css.PropPaddingLeft:
		return side(&c.Box.Padding, p-css.PropPaddingTop)
	case css.PropTop, css.PropRight, css.PropBottom, css.PropLeft:
		return side(&c.Box.Inset, p-css.PropTop)
	case css.PropFlexBasis:
		return &c.Flex.Basis
	case css.PropRowGap:
		return &c.Flex.RowGap
	case css.PropColumnGap:
		return &c.Flex.ColumnGap
	case css.PropContainIntrinsicWidth:
		return &c.Rare.IntrinsicW
	case css.PropContainIntrinsicHeight:
		return &c.Rare.IntrinsicH
	case css.PropColumnWidth:
		return &c.Rare.ColumnWidth
	case css.PropScrollPaddingTop, css.PropScrollPaddingRight, css.PropScrollPaddingBottom, css.PropScrollPaddingLeft:
		return side(&c.Rare.ScrollPadding, p-css.PropScrollPaddingTop)
	default:
		return nil
	}
}

// side gives the field of a side: 0 top, 1 right, 2 bottom, 3 left.
func side[T any](s *Sides[T], i css.Prop) *T {
	switch i {
	case 0:
		return &s.Top
	case 1:
		return &s.Right
	case 2:
		return &s.Bottom
	default:
		return &s.Left
	}
}

// colorField is the field of a longhand that holds a colour which may be
// currentcolor, nil for others.
func colorField(p css.Prop, c *Computed) *css.Color {
	switch p {
	case css.PropBorderTopColor, css.PropBorderRightColor, css.PropBorderBottomColor, css.PropBorderLeftColor:
		return side(&c.Border.Color, p-css.PropBorderTopColor)
	case css.PropOutlineColor:
		return &c.Border.OutlineColor
	case css.PropBackgroundColor:
		return &c.Back.Color
	case css.PropColumnRuleColor:
		return &c.Rare.RuleColor
	case css.PropFill:
		return &c.Text.Fill
	case css.PropStroke:
		return &c.Text.Stroke
	default:
		return nil
	}
}

// floatField is the field of a longhand that holds a number or a px width.
func floatField(p css.Prop, c *Computed) *float32 {
	switch p {
	case css.PropBorderTopWidth, css.PropBorderRightWidth, css.PropBorderBottomWidth, css.PropBorderLeftWidth:
		return side(&c.Border.Width, p-css.PropBorderTopWidth)
	case css.PropOutlineWidth:
		return &c.Border.OutlineWidth
	case css.PropOutlineOffset:
		return &c.Border.OutlineOffset
	case css.PropColumnRuleWidth:
		return &c.Rare.RuleWidth
	case css.PropOpacity:
		return &c.Box.Opacity
	case css.PropFlexGrow:
		return &c.Flex.Grow
	case css.PropFlexShrink:
		return &c.Flex.Shrink
	case css.PropBoxFlex:
		return &c.Flex.BoxFlex
	case css.PropFillOpacity:
		return &c.Text.FillOpacity
	case css.PropStrokeOpacity:
		return &c.Text.StrokeAlpha
	case css.PropZoom:
		return &c.Rare.Zoom
	default:
		return nil
	}
}
