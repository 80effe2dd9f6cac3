package style

import "playhead/engine/css"

func (c *computer) setRare(p css.Prop, v *css.Value) {
	r := c.out.Rare
	switch p {
	case css.PropTransform:
		r.Transform = c.transform(v)
	case css.PropTranslate:
		r.Translate = nil
		if vs, ok := v.Data.(css.Values); ok {
			pt := Point{X: c.length(&vs[0])}
			if len(vs) > 1 {
				pt.Y = c.length(&vs[1])
			}
			r.Translate = &pt
		}
	case css.PropRotate:
		r.HasRotate, r.Rotate = v.Kind != css.ValueNone, float32(v.Num)
	case css.PropScale:
		r.HasScale, r.ScaleX, r.ScaleY = false, 1, 1
		if vs, ok := v.Data.(css.Values); ok {
			r.HasScale, r.ScaleX, r.ScaleY = true, float32(vs[0].Num), float32(vs[len(vs)-1].Num)
			if len(vs) > 1 {
				r.ScaleY = float32(vs[1].Num)
			}
		}
	case css.PropTransformOrigin:
		r.Origin = c.point(v)
	case css.PropPerspective:
		r.HasPerspective = v.Kind != css.ValueNone
	case css.PropTransformStyle:
		r.Preserve3D = v.Kw == 1
	case css.PropFilter:
		fs, _ := v.Data.(css.Functions)
		r.HasFilter, r.FilterOpacity = len(fs) > 0, 1
		for _, f := range fs {
			if f.Name == "opacity" {
				r.FilterOpacity *= float32(f.Args[0].Num)
			}
		}
	case css.PropBackdropFilter:
		r.HasBackdrop = v.Kind != css.ValueNone
	case css.PropMaskImage:
		is, _ := v.Data.(css.Images)
		r.HasMask = false
		for _, i := range is {
			r.HasMask = r.HasMask || i.Kind != css.ImageNone
		}
	case css.PropClip:
		vs, ok := v.Data.(css.Values)
		r.HasClip = ok
		if ok {
			r.Clip = Sides[Length]{c.length(&vs[0]), c.length(&vs[1]), c.length(&vs[2]), c.length(&vs[3])}
		}
	case css.PropClipPath:
		r.ClipPath = c.clipPath(v)
	case css.PropBoxShadow:
		c.boxShadow(v)
	case css.PropBoxDecorationBreak:
		r.CloneEdges = v.Kw == 1
	case css.PropIsolation:
		r.Isolate = v.Kw == 1
	case css.PropMixBlendMode:
		r.Blend = css.BlendMode(v.Kw)
	case css.PropWillChange:
		c.willChange(v.Data.(css.Names))
	case css.PropContain:
		r.Contain = css.Contain(v.Kw)
	case css.PropContentVisibility:
		r.ContentVisibility = css.ContentVisibility(v.Kw)
	case css.PropContainerType:
		r.ContainerType = css.ContainerType(v.Kw)
	case css.PropContainerName:
		r.ContainerNames = v.Data.(css.Names)
	default:
		c.setRare2(p, v)
	}
}

func (c *computer) setRare2(p css.Prop, v *css.Value) {
	r := c.out.Rare
	switch p {
	case css.PropObjectFit:
		r.ObjectFit = css.ObjectFit(v.Kw)
	case css.PropObjectPosition:
		r.ObjectPos = c.point(v)
	case css.PropColumnCount:
		r.Columns = int32(v.Num)
	case css.PropColumnFill:
		r.ColumnFill = css.ColumnFill(v.Kw)
	case css.PropColumnSpan:
		r.ColumnSpan = v.Kw == 1
	case css.PropColumnRuleStyle:
		r.RuleStyle = css.LineStyle(v.Kw)
	case css.PropBreakBefore:
		r.BreakBefore = css.Break(v.Kw)
	case css.PropBreakAfter:
		r.BreakAfter = css.Break(v.Kw)
	case css.PropBreakInside:
		r.BreakInside = css.Break(v.Kw)
	case css.PropAppearance:
		r.Appearance = css.Appearance(v.Kw)
	case css.PropResize:
		r.Resize = css.Resize(v.Kw)
	case css.PropScrollbarGutter:
		r.Gutter = css.ScrollbarGutter(v.Kw)
	case css.PropScrollbarWidth:
		r.NoScrollbar = v.Kw == 2
	case css.PropFieldSizing:
		r.FieldSizing = v.Kw == 1
	}
}

func (c *computer) point(v *css.Value) Point {
	vs := v.Data.(css.Values)
	return Point{c.length(&vs[0]), c.length(&vs[1])}
}

// willChange notes what a named property would do if it were set: make a
// stacking context, contain fixed boxes.
func (c *computer) willChange(names css.Names) {
	r := c.out.Rare
	r.WillChange, r.WillContain = false, false
	for _, n := range names {
		switch n {
		case "transform", "translate", "rotate", "scale", "perspective", "filter", "backdrop-filter", "contain":
			r.WillChange, r.WillContain = true, true
		case "opacity", "z-index", "position", "clip-path", "mask", "mask-image", "mix-blend-mode", "isolation":
			r.WillChange = true
		}
	}
}

func (c *computer) transform(v *css.Value) []TransformFunc {
	fs, _ := v.Data.(css.Functions)
	var out []TransformFunc
	for i := range fs {
		out = append(out, c.transformFunc(&fs[i]))
	}
	return out
}

func (c *computer) transformFunc(f *css.Function) TransformFunc {
	a := f.Args
	n := func(i int) float32 {
		if i >= len(a) {
			i = 0
		}
		if a[i].Unit == css.UnitPercent {
			return float32(a[i].Num / 100)
		}
		return float32(a[i].Num)
	}
	translate := func(x, y Length) TransformFunc { return TransformFunc{Kind: TransformTranslate, X: x, Y: y} }
	switch f.Name {
	case "translate", "translate3d":
		y := Length{}
		if len(a) > 1 {
			y = c.length(&a[1])
		}
		return translate(c.length(&a[0]), y)
	case "translatex":
		return translate(c.length(&a[0]), Length{})
	case "translatey":
		return translate(Length{}, c.length(&a[0]))
	case "scale":
		return TransformFunc{Kind: TransformScale, A: n(0), B: n(1)}
	case "scale3d":
		return TransformFunc{Kind: TransformScale, A: n(0), B: n(1)}
	case "scalex":
		return TransformFunc{Kind: TransformScale, A: n(0), B: 1}
	case "scaley":
		return TransformFunc{Kind: TransformScale, A: 1, B: n(0)}
	case "rotate", "rotatez":
		return TransformFunc{Kind: TransformRotate, A: n(0)}
	case "skew":
		f := TransformFunc{Kind: TransformSkew, A: n(0)}
		if len(a) > 1 {
			f.B = n(1)
		}
		return f
	case "skewx":
		return TransformFunc{Kind: TransformSkew, A: n(0)}
	case "skewy":
		return TransformFunc{Kind: TransformSkew, B: n(0)}
	case "matrix":
		return TransformFunc{Kind: TransformMatrix, M: &[6]float32{n(0), n(1), n(2), n(3), n(4), n(5)}}
	case "matrix3d": // its 2D part, column by column
		return TransformFunc{Kind: TransformMatrix, M: &[6]float32{n(0), n(1), n(4), n(5), n(12), n(13)}}
	default:
		return TransformFunc{Kind: Transform3D}
	}
}

func (c *computer) clipPath(v *css.Value) *ClipPath {
	s, ok := v.Data.(*css.Shape)
	if !ok {
		return nil
	}
	out := &ClipPath{Kind: ClipOther, Center: Point{Percent(.5), Percent(.5)}, RX: Auto, RY: Auto}
	if len(s.Center) == 2 {
		out.Center = Point{c.length(&s.Center[0]), c.length(&s.Center[1])}
	}
	switch s.Name {
	case "inset":
		out.Kind = ClipInset
		out.Inset = Sides[Length]{c.length(&s.Args[0]), c.length(&s.Args[1]), c.length(&s.Args[2]), c.length(&s.Args[3])}
	case "circle", "ellipse":
		out.Kind = ClipCircle
		if s.Name == "ellipse" {
			out.Kind = ClipEllipse
		}
		if len(s.Args) > 0 {
			out.RX = c.length(&s.Args[0])
			out.RY = c.length(&s.Args[len(s.Args)-1])
		}
	case "polygon":
		out.Kind = ClipPolygon
		for i := 0; i+1 < len(s.Args); i += 2 {
			out.Points = append(out.Points, Point{c.length(&s.Args[i]), c.length(&s.Args[i+1])})
		}
	}
	return out
}

// boxShadow keeps the inner shadow that spreads evenly over most of the box.
func (c *computer) boxShadow(v *css.Value) {
	r := c.out.Rare
	r.InsetColor, r.InsetSpread = css.Color{}, 0
	shadows, _ := v.Data.(css.Shadows)
	for i := range shadows {
		s := &shadows[i]
		px := func(v *css.Value) float32 { return float32(c.length(v).Resolve(0)) }
		if spread := px(&s.Spread); spread > r.InsetSpread && px(&s.X) == 0 && px(&s.Y) == 0 {
			r.InsetColor, r.InsetSpread = c.color(&s.Color), spread
		}
	}
}

func copyRare(p css.Prop, d, s *Rare) {
	switch p {
	case css.PropTransform:
		d.Transform = s.Transform
	case css.PropTranslate:
		d.Translate = s.Translate
	case css.PropRotate:
		d.HasRotate, d.Rotate = s.HasRotate, s.Rotate
	case css.PropScale:
		d.HasScale, d.ScaleX, d.ScaleY = s.HasScale, s.ScaleX, s.ScaleY
	case css.PropTransformOrigin:
		d.Origin = s.Origin
	case css.PropPerspective:
		d.HasPerspective = s.HasPerspective
	case css.PropTransformStyle:
		d.Preserve3D = s.Preserve3D
	case css.PropFilter:
		d.HasFilter, d.FilterOpacity = s.HasFilter, s.FilterOpacity
	case css.PropBackdropFilter:
		d.HasBackdrop = s.HasBackdrop
	case css.PropMaskImage:
		d.HasMask = s.HasMask
	case css.PropClip:
		d.HasClip, d.Clip = s.HasClip, s.Clip
	case css.PropClipPath:
		d.ClipPath = s.ClipPath
	case css.PropBoxShadow:
		d.InsetColor, d.InsetSpread = s.InsetColor, s.InsetSpread
	case css.PropBoxDecorationBreak:
		d.CloneEdges = s.CloneEdges
	case css.PropIsolation:
		d.Isolate = s.Isolate
	case css.PropMixBlendMode:
		d.Blend = s.Blend
	case css.PropWillChange:
		d.WillChange, d.WillContain = s.WillChange, s.WillContain
	case css.PropContain:
		d.Contain = s.Contain
	case css.PropContentVisibility:
		d.ContentVisibility = s.ContentVisibility
	case css.PropContainerType:
		d.ContainerType = s.ContainerType
	case css.PropContainerName:
		d.ContainerNames = s.ContainerNames
	default:
		copyRare2(p, d, s)
	}
}

func copyRare2(p css.Prop, d, s *Rare) {
	switch p {
	case css.PropObjectFit:
		d.ObjectFit = s.ObjectFit
	case css.PropObjectPosition:
		d.ObjectPos = s.ObjectPos
	case css.PropColumnCount:
		d.Columns = s.Columns
	case css.PropColumnFill:
		d.ColumnFill = s.ColumnFill
	case css.PropColumnSpan:
		d.ColumnSpan = s.ColumnSpan
	case css.PropColumnRuleStyle:
		d.RuleStyle = s.RuleStyle
	case css.PropBreakBefore:
		d.BreakBefore = s.BreakBefore
	case css.PropBreakAfter:
		d.BreakAfter = s.BreakAfter
	case css.PropBreakInside:
		d.BreakInside = s.BreakInside
	case css.PropAppearance:
		d.Appearance = s.Appearance
	case css.PropResize:
		d.Resize = s.Resize
	case css.PropScrollbarGutter:
		d.Gutter = s.Gutter
	case css.PropScrollbarWidth:
		d.NoScrollbar = s.NoScrollbar
	case css.PropFieldSizing:
		d.FieldSizing = s.FieldSizing
	}
}

// finishBack puts the background layers together: there are as many as images,
// and shorter lists repeat (css-backgrounds-3 §2.1).
func (c *computer) finishBack() {
	b := c.out.Back
	item := func(p css.Prop, i int) *css.Value {
		v := c.back[p-css.PropBackgroundImage]
		if v == nil {
			return nil
		}
		vs, _ := v.Data.(css.Values)
		if len(vs) == 0 {
			return nil
		}
		return &vs[i%len(vs)]
	}
	var images css.Images
	if v := c.back[0]; v != nil {
		images, _ = v.Data.(css.Images)
	}
	b.Clip = css.BoxBorder
	if v := item(css.PropBackgroundClip, max(len(images)-1, 0)); v != nil {
		b.Clip = css.BackgroundBox(v.Kw)
	}
	b.Layers = nil
	for i, img := range images {
		if img.Kind == css.ImageNone {
			continue
		}
		l := Layer{Image: c.image(img), SizeW: Auto, SizeH: Auto, Pos: Point{Percent(0), Percent(0)}, Origin: css.BoxPadding}
		if v := item(css.PropBackgroundPositionX, i); v != nil {
			l.Pos.X = c.length(v)
		}
		if v := item(css.PropBackgroundPositionY, i); v != nil {
			l.Pos.Y = c.length(v)
		}
		if v := item(css.PropBackgroundSize, i); v != nil {
			if vs, ok := v.Data.(css.Values); ok {
				l.SizeW, l.SizeH = c.length(&vs[0]), c.length(&vs[1])
			} else {
				l.Cover, l.Contain = v.Kw == css.SizeCover, v.Kw == css.SizeContain
			}
		}
		if v := item(css.PropBackgroundRepeat, i); v != nil {
			l.RepeatX, l.RepeatY = css.Repeat(v.Kw&15), css.Repeat(v.Kw>>4)
		}
		if v := item(css.PropBackgroundOrigin, i); v != nil {
			l.Origin = css.BackgroundBox(v.Kw)
		}
		if v := item(css.PropBackgroundClip, i); v != nil {
			l.Clip = css.BackgroundBox(v.Kw)
		}
		if v := item(css.PropBackgroundAttachment, i); v != nil {
			l.Attach = css.Attachment(v.Kw)
		}
		b.Layers = append(b.Layers, l)
	}
}

func (c *computer) image(img *css.Image) Image {
	out := Image{
		Kind: ImageKind(img.Kind), URL: img.URL, Angle: float32(img.Angle), Corner: img.Corner, SideX: img.SideX, SideY: img.SideY,
		Repeating: img.Repeating, Circle: img.Circle, Extent: img.Extent, Center: Point{Percent(.5), Percent(.5)},
	}
	if img.Extent == 4 {
		out.RX, out.RY = c.length(&img.RX), c.length(&img.RY)
	}
	if img.Center[0].Kind != css.ValueInvalid {
		out.Center = Point{c.length(&img.Center[0]), c.length(&img.Center[1])}
	}
	for i := range img.Stops {
		s := &img.Stops[i]
		st := Stop{Hint: s.Hint, Pos: Auto}
		if !s.Hint {
			st.Color = c.color(&s.Color).Or(c.out.Text.Color)
		}
		if s.Pos.Kind != css.ValueInvalid {
			st.Pos = c.length(&s.Pos)
		}
		out.Stops = append(out.Stops, st)
	}
	return out
}
