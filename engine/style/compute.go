package style

import (
	"slices"

	"playhead/engine/css"
)

// computer turns the cascaded values of one element or pseudo-element into
// computed ones. Groups are shared until something in them is set.
type computer struct {
	out    Computed
	owned  uint16 // groups of out that are this computer's own
	parent *Computed
	lc     css.LengthContext
	root   bool
	// blockify says that the parent lays its children out as flex or grid items.
	blockify bool

	deco      css.DecorationLine
	decoStyle css.DecorationStyle
	decoColor css.Color
	// background longhands as declared, by place from PropBackgroundImage on.
	back    [8]*css.Value
	hasBack bool
	dark    bool    // the preferred scheme
	line    float64 // Env.LineHeight
	dpr     float64
}

const (
	ownText uint16 = 1 << iota
	ownBox
	ownBorder
	ownBack
	ownFlex
	ownGrid
	ownRare
	ownGen
)

func groupOf(p css.Prop) uint16 {
	switch {
	case p == css.PropZoom:
		return ownRare
	case p <= css.PropTextAnchor:
		return ownText
	case p <= css.PropTextDecorationColor:
		return 0
	case p <= css.PropBoxOrient:
		return ownBox
	case p <= css.PropOutlineOffset:
		return ownBorder
	case p <= css.PropBackgroundAttachment:
		return ownBack
	case p <= css.PropBoxAlign:
		return ownFlex
	case p <= css.PropGridColumnEnd:
		return ownGrid
	case p <= css.PropFieldSizing:
		return ownRare
	default:
		return ownGen
	}
}

// own makes a group writable.
func (c *computer) own(g uint16) {
	if c.owned&g != 0 || g == 0 {
		return
	}
	c.owned |= g
	switch g {
	case ownText:
		v := *c.out.Text
		c.out.Text = &v
	case ownBox:
		v := *c.out.Box
		c.out.Box = &v
	case ownBorder:
		v := *c.out.Border
		// The initial widths are medium; finish drops those without a style.
		v.Width = Sides[float32]{3, 3, 3, 3}
		v.OutlineWidth = 3
		c.out.Border = &v
	case ownBack:
		v := *c.out.Back
		c.out.Back = &v
	case ownFlex:
		v := *c.out.Flex
		c.out.Flex = &v
	case ownGrid:
		v := *c.out.Grid
		c.out.Grid = &v
	case ownRare:
		v := *c.out.Rare
		v.RuleWidth = 3
		c.out.Rare = &v
	case ownGen:
		v := *c.out.Gen
		c.out.Gen = &v
	}
}

// start begins with what an element has when nothing is declared.
func (c *computer) start(parent *Computed) {
	initial := Initial()
	c.out = *initial
	c.parent = parent
	if parent == nil {
		c.parent = initial
		c.root = true
	}
	c.out.Text = c.parent.Text
	c.out.Vars = c.parent.Vars
	c.decoColor = css.CurrentColor
}

// apply sets the cascaded value of a longhand. Longhands come in ascending
// order, so that fonts and directions are there before what depends on them.
func (c *computer) apply(p css.Prop, v *css.Value) {
	g := groupOf(p)
	if g == ownText && v.Kind == css.ValueWide && css.Wide(v.Kw) != css.WideInitial && c.owned&ownText == 0 {
		return // inherited already
	}
	c.own(g)
	if v.Kind == css.ValueWide {
		switch w := css.Wide(v.Kw); {
		case w == css.WideInherit, w != css.WideInitial && p.Inherited():
			c.copy(p, c.parent)
		default:
			c.copy(p, Initial())
		}
		return
	}
	if f := lengthField(p, &c.out); f != nil {
		*f = c.length(v)
		if f.Kind == LengthNormal && (p == css.PropLetterSpacing || p == css.PropWordSpacing) {
			*f = Length{}
		}
		return
	}
	if f := colorField(p, &c.out); f != nil {
		if v.Kind != css.ValueNone { // fill, stroke: none
			*f = c.color(v)
		} else {
			*f = css.Transparent
		}
		return
	}
	if f := floatField(p, &c.out); f != nil {
		if v.Kind == css.ValueNumber {
			*f = float32(v.Num)
		} else {
			*f = c.px(v)
			if p != css.PropOutlineOffset {
				*f = c.snap(*f)
			}
		}
		return
	}
	switch g {
	case ownText, 0:
		c.setText(p, v)
	case ownBox:
		c.setBox(p, v)
	case ownBorder:
		c.setBorder(p, v)
	case ownBack:
		c.back[p-css.PropBackgroundImage], c.hasBack = v, true
	case ownFlex:
		c.setFlex(p, v)
	case ownGrid:
		c.setGrid(p, v)
	case ownRare:
		c.setRare(p, v)
	default:
		c.setGen(p, v)
	}
}

// snap rounds a line width down to whole device pixels, but not to nothing
// (css-values-4 §6.2, snapping as a border width).
func (c *computer) snap(w float32) float32 {
	switch dpr := float32(max(c.dpr, 1)); {
	case w <= 0:
		return 0
	case w*dpr < 1:
		return 1 / dpr
	default:
		return float32(int(w*dpr)) / dpr
	}
}

func (c *computer) color(v *css.Value) css.Color {
	return css.EvalColor(v, c.out.Text.Color, c.out.Text.Dark)
}

// copy takes the computed value of a longhand from another style.
func (c *computer) copy(p css.Prop, s *Computed) {
	d := &c.out
	if f := lengthField(p, d); f != nil {
		*f = *lengthField(p, s)
		return
	}
	if f := colorField(p, d); f != nil {
		*f = *colorField(p, s)
		return
	}
	if f := floatField(p, d); f != nil {
		*f = *floatField(p, s)
		if s.Border == initialBorder && groupOf(p) == ownBorder && p != css.PropOutlineOffset {
			*f = 3
		}
		return
	}
	switch groupOf(p) {
	case ownText, 0:
		c.copyText(p, s)
	case ownBox:
		copyBox(p, d.Box, s.Box)
	case ownBorder:
		copyBorder(p, d.Border, s.Border)
	case ownBack:
		if s.Back != initialBack {
			*d.Back = *s.Back // layers go together
		}
		c.back[p-css.PropBackgroundImage] = nil
	case ownFlex:
		copyFlex(p, d.Flex, s.Flex)
	case ownGrid:
		copyGrid(p, d.Grid, s.Grid)
	case ownRare:
		copyRare(p, d.Rare, s.Rare)
	default:
		copyGen(p, d.Gen, s.Gen)
	}
}

// finish applies the rules between properties and gives the style.
func (c *computer) finish() *Computed {
	c.finishText()
	c.finishBox()
	if c.owned&ownBorder != 0 {
		b := c.out.Border
		for i := range css.Prop(4) {
			if s := *side(&b.Style, i); s == css.LineNone || s == css.LineHidden {
				*side(&b.Width, i) = 0
			}
		}
		if b.OutlineStyle == css.LineNone {
			b.OutlineWidth = 0
		}
	}
	if c.owned&ownRare != 0 && (c.out.Rare.RuleStyle == css.LineNone || c.out.Rare.RuleStyle == css.LineHidden) {
		c.out.Rare.RuleWidth = 0
	}
	if c.hasBack {
		c.finishBack()
	}
	out := c.out
	return &out
}

// finishText computes line height and the decorations that reach the text.
func (c *computer) finishText() {
	t := c.out.Text
	if t.LineNumber > 0 || c.owned&ownText != 0 {
		if want := t.LineNumber * t.FontSize; t.LineNumber > 0 && t.LineHeight.Px != want {
			c.own(ownText)
			t = c.out.Text
			t.LineHeight = Px(want)
		}
	}
	b := c.out.Box
	inherits := !b.Display.AtomicInline() && b.Float == css.FloatNone && !b.Position.OutOfFlow()
	lines := c.deco
	if inherits {
		lines |= c.parent.Text.Decoration
	}
	if lines == t.Decoration && c.deco == 0 {
		return
	}
	c.own(ownText)
	t = c.out.Text
	t.Decoration = lines
	if c.deco != 0 {
		t.DecorationStyle, t.DecorationColor = c.decoStyle, c.decoColor.Or(t.Color)
	}
}

// finishBox applies css-display-3 §2.7 and §2.8 and css-overflow-3 §3.1.
func (c *computer) finishBox() {
	b := c.out.Box
	d := b.Display
	if b.OverflowX != b.OverflowY {
		c.own(ownBox)
		b = c.out.Box
		x, y := b.OverflowX, b.OverflowY
		b.OverflowX, b.OverflowY = reconcile(x, y), reconcile(y, x)
	}
	out := b.Position.OutOfFlow()
	switch {
	case d == css.DisplayNone || d == css.DisplayContents && !c.root:
	case c.root && d == css.DisplayContents:
		d = css.DisplayBlock
	case c.root, out, b.Float != css.FloatNone && !c.blockify, c.blockify:
		d = d.Blockify()
	}
	// A line-clamped box that was a -webkit-box stays one; others of its kind
	// with horizontal flow are old flex boxes, which layout treats as flex.
	if d != b.OrigDisplay || b.Display != d || out && b.Float != css.FloatNone || c.blockify && b.Float != css.FloatNone {
		c.own(ownBox)
		b = c.out.Box
		b.OrigDisplay, b.Display = b.Display, d
		if out || c.blockify {
			b.Float = css.FloatNone
		}
	}
}

func reconcile(a, other css.Overflow) css.Overflow {
	if !other.Scrolls() {
		return a
	}
	switch a {
	case css.OverflowVisible:
		return css.OverflowAuto
	case css.OverflowClip:
		return css.OverflowHidden
	default:
		return a
	}
}

// run computes the style of the given winners (longhands only, by property);
// touched are those that are set.
func (c *computer) run(winners *[css.LonghandCount]*css.Value, touched []css.Prop) *Computed {
	slices.Sort(touched)
	i := 0
	for ; i < len(touched) && touched[i] <= css.PropFontFamily; i++ {
		c.apply(touched[i], winners[touched[i]])
	}
	c.finishFont()
	for ; i < len(touched); i++ {
		c.apply(touched[i], winners[touched[i]])
		if touched[i] <= css.PropLineHeight {
			c.lineContext()
		}
	}
	return c.finish()
}

// finishFont settles the font size that lengths refer to from here on.
func (c *computer) finishFont() {
	// A generic monospace family scales sizes that are not absolute, as 13 px
	// stand for the default 16 px (HTML leaves it to browsers; all do it).
	t := c.out.Text
	small := t.mono && !t.absolute && c.line > 0
	if scale := t.mono != c.parent.Text.mono && !t.absolute && c.line == 0; scale || small != t.small {
		c.own(ownText)
		t = c.out.Text
		t.small = small
		if scale && t.mono {
			t.FontSize *= 13. / 16
		} else if scale {
			t.FontSize *= 16. / 13
		}
	}
	c.lc.Em = float64(t.FontSize)
	if c.root {
		c.lc.Rem = c.lc.Em
	}
	c.lc.Vertical = t.WritingMode.Vertical()
	c.lineContext()
}

// lineContext settles what lh refers to.
func (c *computer) lineContext() {
	t := c.out.Text
	switch {
	case c.line > 0:
		c.lc.Lh = c.line
	case t.LineNumber > 0:
		c.lc.Lh = float64(t.LineNumber * t.FontSize)
	case t.LineHeight.Kind == LengthNormal:
		c.lc.Lh = float64(t.FontSize) * 1.15
	default:
		c.lc.Lh = float64(t.LineHeight.Px)
	}
	if c.root {
		c.lc.Rlh = c.lc.Lh
	}
}
