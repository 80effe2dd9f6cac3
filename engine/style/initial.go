package style

import "playhead/engine/css"

// black is canvastext in the light colour scheme.
var black = css.Color{A: 255}

// The groups at their initial values. They are shared by all styles that do not
// set anything in the group, and never written.
var (
	initialText = &Text{
		Color: black, Caret: css.CurrentColor, FontSize: 16, LineHeight: Length{Kind: LengthNormal},
		FontWeight: 400, TabSize: 8, AlignLast: css.TextAlignAuto, Quotes: &Quotes{},
		Fill: black, StrokeWidth: Px(1), FillOpacity: 1, StrokeAlpha: 1,
	}
	initialBox = &Box{
		Width: Auto, Height: Auto, MinWidth: Auto, MinHeight: Auto,
		MaxWidth: Length{Kind: LengthNone}, MaxHeight: Length{Kind: LengthNone},
		Inset: Sides[Length]{Auto, Auto, Auto, Auto}, ZAuto: true, Opacity: 1, AspectAuto: true,
	}
	initialBorder = &Border{
		Color:        Sides[css.Color]{css.CurrentColor, css.CurrentColor, css.CurrentColor, css.CurrentColor},
		OutlineColor: css.CurrentColor,
	}
	initialBack = &Background{}
	initialFlex = &Flex{
		Shrink: 1, Basis: Auto, AlignSelf: css.AlignAuto, JustifySelf: css.AlignAuto,
		RowGap: Length{Kind: LengthNormal}, ColumnGap: Length{Kind: LengthNormal},
		BoxOrdinal: 1, BoxPack: css.AlignStart, BoxAlign: css.AlignStretch,
	}
	initialGrid = &Grid{
		RowStart: GridLine{Auto: true}, RowEnd: GridLine{Auto: true},
		ColumnStart: GridLine{Auto: true}, ColumnEnd: GridLine{Auto: true},
	}
	initialRare = &Rare{
		Origin: Point{Percent(.5), Percent(.5)}, FilterOpacity: 1,
		IntrinsicW: Length{Kind: LengthNone}, IntrinsicH: Length{Kind: LengthNone},
		ObjectPos: Point{Percent(.5), Percent(.5)}, ColumnWidth: Auto, RuleColor: css.CurrentColor,
		ScaleX: 1, ScaleY: 1, Zoom: 1,
		ScrollPadding: Sides[Length]{Auto, Auto, Auto, Auto},
	}
	initialGen = &Generated{Normal: true}
)

// anonymousBoxes are the boxes of anonymous boxes, by display.
var anonymousBoxes = func() [css.DisplayInlineMath + 1]*Box {
	var t [css.DisplayInlineMath + 1]*Box
	for d := range t {
		b := *initialBox
		b.Display, b.OrigDisplay = css.Display(d), css.Display(d)
		t[d] = &b
	}
	return t
}()

// Anonymous returns the style of an anonymous box of the given display below
// parent: it inherits, and everything else is initial.
func Anonymous(parent *Computed, d css.Display) *Computed {
	return &Computed{
		Text: parent.Text, Box: anonymousBoxes[d], Border: initialBorder, Back: initialBack, Flex: initialFlex,
		Grid: initialGrid, Rare: initialRare, Gen: initialGen, Vars: parent.Vars,
	}
}

// Ordinary reports styles whose boxes are in flow and painted with it: neither
// positioned nor scrolling, transparent, transformed or anything else of the Rare
// group.
func (c *Computed) Ordinary() bool {
	bx := c.Box
	return bx.Position == css.PositionStatic && bx.ZAuto && bx.Opacity >= 1 && c.Rare == initialRare &&
		!bx.OverflowX.Scrolls() && !bx.OverflowY.Scrolls()
}

// Initial returns the style of which every property has its initial value.
func Initial() *Computed {
	return &Computed{
		Text: initialText, Box: initialBox, Border: initialBorder, Back: initialBack, Flex: initialFlex,
		Grid: initialGrid, Rare: initialRare, Gen: initialGen,
	}
}
