package style

import "playhead/engine/css"

func (c *computer) setBox(p css.Prop, v *css.Value) {
	b := c.out.Box
	switch p {
	case css.PropDisplay:
		b.Display, b.OrigDisplay = css.Display(v.Kw), css.Display(v.Kw)
	case css.PropPosition:
		b.Position = css.Position(v.Kw)
	case css.PropFloat:
		b.Float = css.Float(v.Kw).Physical(c.out.Text.Direction)
	case css.PropClear:
		b.Clear = css.Clear(v.Kw).Physical(c.out.Text.Direction)
	case css.PropOverflowX:
		b.OverflowX = css.Overflow(v.Kw)
	case css.PropOverflowY:
		b.OverflowY = css.Overflow(v.Kw)
	case css.PropBoxSizing:
		b.Sizing = css.BoxSizing(v.Kw)
	case css.PropZIndex:
		b.ZAuto = v.Kind == css.ValueAuto
		b.ZIndex = int32(v.Num)
	case css.PropVerticalAlign:
		if v.Kind == css.ValueKeyword {
			b.VAlign, b.VAlignLen = css.VerticalAlign(v.Kw), Length{}
		} else {
			b.VAlign, b.VAlignLen = css.VAlignLength, c.length(v)
		}
	case css.PropAspectRatio:
		r := v.Data.(*css.AspectRatio)
		b.AspectAuto, b.AspectW, b.AspectH = r.Auto, float32(r.W), float32(r.H)
	case css.PropTextOverflow:
		b.TextOverflow = css.TextOverflow(v.Kw)
	case css.PropTableLayout:
		b.TableLayout = css.TableLayout(v.Kw)
	case css.PropUnicodeBidi:
		b.Bidi = css.UnicodeBidi(v.Kw)
	case css.PropLineClamp:
		b.LineClamp = int32(v.Num)
	case css.PropBoxOrient:
		b.BoxOrient = css.BoxOrient(v.Kw)
	}
}

func copyBox(p css.Prop, d, s *Box) {
	switch p {
	case css.PropDisplay:
		d.Display, d.OrigDisplay = s.Display, s.Display
	case css.PropPosition:
		d.Position = s.Position
	case css.PropFloat:
		d.Float = s.Float
	case css.PropClear:
		d.Clear = s.Clear
	case css.PropOverflowX:
		d.OverflowX = s.OverflowX
	case css.PropOverflowY:
		d.OverflowY = s.OverflowY
	case css.PropBoxSizing:
		d.Sizing = s.Sizing
	case css.PropZIndex:
		d.ZAuto, d.ZIndex = s.ZAuto, s.ZIndex
	case css.PropVerticalAlign:
		d.VAlign, d.VAlignLen = s.VAlign, s.VAlignLen
	case css.PropAspectRatio:
		d.AspectAuto, d.AspectW, d.AspectH = s.AspectAuto, s.AspectW, s.AspectH
	case css.PropTextOverflow:
		d.TextOverflow = s.TextOverflow
	case css.PropTableLayout:
		d.TableLayout = s.TableLayout
	case css.PropUnicodeBidi:
		d.Bidi = s.Bidi
	case css.PropLineClamp:
		d.LineClamp = s.LineClamp
	case css.PropBoxOrient:
		d.BoxOrient = s.BoxOrient
	}
}

func (c *computer) setBorder(p css.Prop, v *css.Value) {
	b := c.out.Border
	switch p {
	case css.PropBorderTopStyle, css.PropBorderRightStyle, css.PropBorderBottomStyle, css.PropBorderLeftStyle:
		*side(&b.Style, p-css.PropBorderTopStyle) = css.LineStyle(v.Kw)
	case css.PropBorderTopLeftRadius, css.PropBorderTopRightRadius, css.PropBorderBottomRightRadius, css.PropBorderBottomLeftRadius:
		vs := v.Data.(css.Values)
		*corner(&b.Radius, p) = Point{c.length(&vs[0]), c.length(&vs[1])}
	case css.PropBorderImageSource:
		b.Image = v.Data.(*css.Image).URL
	case css.PropOutlineStyle:
		b.OutlineStyle = css.LineStyle(v.Kw)
	}
}

func corner(r *Corners, p css.Prop) *Point {
	switch p {
	case css.PropBorderTopLeftRadius:
		return &r.TopLeft
	case css.PropBorderTopRightRadius:
		return &r.TopRight
	case css.PropBorderBottomRightRadius:
		return &r.BottomRight
	default:
		return &r.BottomLeft
	}
}

func copyBorder(p css.Prop, d, s *Border) {
	switch p {
	case css.PropBorderTopStyle, css.PropBorderRightStyle, css.PropBorderBottomStyle, css.PropBorderLeftStyle:
		*side(&d.Style, p-css.PropBorderTopStyle) = *side(&s.Style, p-css.PropBorderTopStyle)
	case css.PropBorderTopLeftRadius, css.PropBorderTopRightRadius, css.PropBorderBottomRightRadius, css.PropBorderBottomLeftRadius:
		*corner(&d.Radius, p) = *corner(&s.Radius, p)
	case css.PropBorderImageSource:
		d.Image = s.Image
	case css.PropOutlineStyle:
		d.OutlineStyle = s.OutlineStyle
	}
}

func (c *computer) setFlex(p css.Prop, v *css.Value) {
	f := c.out.Flex
	switch p {
	case css.PropFlexDirection:
		f.Direction = css.FlexDirection(v.Kw)
	case css.PropFlexWrap:
		f.Wrap = css.FlexWrap(v.Kw)
	case css.PropFlexLineCount:
		f.LineCount = int32(max(0, min(v.Num, 10000)))
	case css.PropOrder:
		f.Order = int32(v.Num)
	case css.PropAlignContent:
		f.AlignContent = css.Align(v.Kw)
	case css.PropAlignItems:
		f.AlignItems = css.Align(v.Kw)
	case css.PropAlignSelf:
		f.AlignSelf = css.Align(v.Kw)
	case css.PropJustifyContent:
		f.JustifyContent = css.Align(v.Kw)
	case css.PropJustifyItems:
		f.JustifyItems = css.Align(v.Kw)
	case css.PropJustifySelf:
		f.JustifySelf = css.Align(v.Kw)
	case css.PropBoxOrdinal:
		f.BoxOrdinal = int32(v.Num)
	case css.PropBoxPack:
		f.BoxPack = css.Align(v.Kw)
	case css.PropBoxAlign:
		f.BoxAlign = css.Align(v.Kw)
	}
}

func copyFlex(p css.Prop, d, s *Flex) {
	switch p {
	case css.PropFlexDirection:
		d.Direction = s.Direction
	case css.PropFlexWrap:
		d.Wrap = s.Wrap
	case css.PropFlexLineCount:
		d.LineCount = s.LineCount
	case css.PropOrder:
		d.Order = s.Order
	case css.PropAlignContent:
		d.AlignContent = s.AlignContent
	case css.PropAlignItems:
		d.AlignItems = s.AlignItems
	case css.PropAlignSelf:
		d.AlignSelf = s.AlignSelf
	case css.PropJustifyContent:
		d.JustifyContent = s.JustifyContent
	case css.PropJustifyItems:
		d.JustifyItems = s.JustifyItems
	case css.PropJustifySelf:
		d.JustifySelf = s.JustifySelf
	case css.PropBoxOrdinal:
		d.BoxOrdinal = s.BoxOrdinal
	case css.PropBoxPack:
		d.BoxPack = s.BoxPack
	case css.PropBoxAlign:
		d.BoxAlign = s.BoxAlign
	}
}

func (c *computer) setGrid(p css.Prop, v *css.Value) {
	g := c.out.Grid
	switch p {
	case css.PropGridTemplateColumns:
		g.Columns = c.template(v)
	case css.PropGridTemplateRows:
		g.Rows = c.template(v)
	case css.PropGridTemplateAreas:
		g.Areas = nil
		if a, ok := v.Data.(*css.Areas); ok {
			g.Areas = &Areas{Rows: a.Rows, Cols: a.Cols}
			for _, ar := range a.Areas {
				g.Areas.Areas = append(g.Areas.Areas, Area(ar))
			}
		}
	case css.PropGridAutoColumns:
		g.AutoColumns = c.tracks(v.Data.(css.Tracks))
	case css.PropGridAutoRows:
		g.AutoRows = c.tracks(v.Data.(css.Tracks))
	case css.PropGridAutoFlow:
		g.FlowColumn, g.FlowDense = v.Kw&css.FlowColumn != 0, v.Kw&css.FlowDense != 0
	case css.PropGridRowStart:
		g.RowStart = GridLine(*v.Data.(*css.GridLine))
	case css.PropGridRowEnd:
		g.RowEnd = GridLine(*v.Data.(*css.GridLine))
	case css.PropGridColumnStart:
		g.ColumnStart = GridLine(*v.Data.(*css.GridLine))
	case css.PropGridColumnEnd:
		g.ColumnEnd = GridLine(*v.Data.(*css.GridLine))
	}
}

func (c *computer) template(v *css.Value) *Template {
	t, ok := v.Data.(*css.Template)
	if !ok {
		return nil
	}
	return &Template{
		Subgrid: t.Subgrid, Tracks: c.tracks(t.Tracks), Names: t.Names, Auto: RepeatKind(t.Auto), AutoAt: t.AutoAt,
		Repeat: c.tracks(t.Repeat), RepeatNms: t.RepeatNames, AfterAuto: t.AfterAuto,
	}
}

func (c *computer) tracks(ts []css.Track) []Track {
	if len(ts) == 0 {
		return nil
	}
	out := make([]Track, len(ts))
	for i := range ts {
		out[i] = Track{c.breadth(&ts[i].Min), c.breadth(&ts[i].Max)}
	}
	return out
}

func (c *computer) breadth(b *css.Breadth) Breadth {
	out := Breadth{Kind: BreadthKind(b.Kind), Fr: float32(b.Fr)}
	if b.Kind == css.BreadthLength || b.Kind == css.BreadthFitContent {
		out.Length = c.length(&b.Length)
	}
	return out
}

func copyGrid(p css.Prop, d, s *Grid) {
	switch p {
	case css.PropGridTemplateColumns:
		d.Columns = s.Columns
	case css.PropGridTemplateRows:
		d.Rows = s.Rows
	case css.PropGridTemplateAreas:
		d.Areas = s.Areas
	case css.PropGridAutoColumns:
		d.AutoColumns = s.AutoColumns
	case css.PropGridAutoRows:
		d.AutoRows = s.AutoRows
	case css.PropGridAutoFlow:
		d.FlowColumn, d.FlowDense = s.FlowColumn, s.FlowDense
	case css.PropGridRowStart:
		d.RowStart = s.RowStart
	case css.PropGridRowEnd:
		d.RowEnd = s.RowEnd
	case css.PropGridColumnStart:
		d.ColumnStart = s.ColumnStart
	case css.PropGridColumnEnd:
		d.ColumnEnd = s.ColumnEnd
	}
}

func (c *computer) setGen(p css.Prop, v *css.Value) {
	g := c.out.Gen
	switch p {
	case css.PropContent:
		g.Normal, g.None, g.Content = v.Kind == css.ValueNormal, v.Kind == css.ValueNone, nil
		if items, ok := v.Data.(css.Content); ok {
			for _, it := range items {
				g.Content = append(g.Content, ContentItem{Kind: ContentKind(it.Kind), Text: it.Text, Sep: it.Sep, Style: it.Style})
			}
		}
	case css.PropCounterReset:
		g.Reset = counters(v)
	case css.PropCounterIncrement:
		g.Increment = counters(v)
	case css.PropCounterSet:
		g.Set = counters(v)
	}
}

func counters(v *css.Value) []Counter {
	var out []Counter
	for _, c := range v.Data.(css.Counters) {
		out = append(out, Counter(c))
	}
	return out
}

func copyGen(p css.Prop, d, s *Generated) {
	switch p {
	case css.PropContent:
		d.Normal, d.None, d.Content = s.Normal, s.None, s.Content
	case css.PropCounterReset:
		d.Reset = s.Reset
	case css.PropCounterIncrement:
		d.Increment = s.Increment
	case css.PropCounterSet:
		d.Set = s.Set
	}
}
