package stage

import (
	"playhead/engine/cell"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

// Spot is a cell of a frame.
type Spot struct{ Col, Row int }

// Area is a rectangle of cells of a frame; it may reach out of it.
type Area struct{ X, Y, W, H int }

// Overlay is what lies over the page.
type Overlay struct {
	// Pointer is where the pointer is, where HasPointer; see [render.PointerPlace].
	Pointer    Spot
	HasPointer bool
	// Down is set while it is pressed; Touch says that it is a finger.
	Down, Touch bool
	// Trail are the cells the pointer was at, oldest first.
	Trail []Spot
	// Clicks are those that are still to be seen, oldest first.
	Clicks []Click
	// Fields are form fields that were just changed.
	Fields []Field
	// Label is a word beside the pointer ("rage ×5"), Role its colour.
	Label string
	Role  theme.Role
	// Away says why the user did not see the page ("page hidden"), "" when they
	// did: the page is dimmed, and the words stand in its corner.
	Away string
	// Box marks an element, where HasBox; BoxName names it.
	Box     Area
	HasBox  bool
	BoxName string
	// Notice is a line over the page's foot: a gap, the end of data; Hint what
	// to do about it.
	Notice, Hint string
	// Private are the cells that show masked text or hidden content.
	Private *Private
	// NoScrollbar leaves out what shows where in the document this is.
	NoScrollbar bool
}

// ClickKind is a sort of click. Each has glyphs of its own.
type ClickKind uint8

// The sorts of clicks.
const (
	LeftClick ClickKind = iota
	RightClick
	DoubleClick
	TouchTap
)

// String names the click where that is worth a word.
func (k ClickKind) String() string {
	switch k {
	case RightClick:
		return "right click"
	case DoubleClick:
		return "double click"
	case TouchTap:
		return "tap"
	default:
		return ""
	}
}

// Click is a click on the page. Step is how far its ripple has spread: 0 to 2, or
// Still for a picture that stands still.
type Click struct {
	Spot
	Kind ClickKind
	Step int
}

// Still is the Step of a click in a picture that stands still.
const Still = -1

// Field is a form field that was just changed.
type Field struct {
	Area
	Keys   string // what was typed
	Erased bool
}

func drawClick(page canvas.Canvas, k *Click, th *theme.Theme) {
	g := th.Glyphs
	glyphs := &g.Ripples[k.Kind]
	r := glyphs[max(min(k.Step, len(glyphs)-1), 0)]
	if k.Step == Still {
		r = g.Pressed
		if k.Kind != LeftClick {
			r = glyphs[1]
		}
	}
	page.Set(k.Col, k.Row, r, pointerStyle(page.At(k.Col, k.Row).BG, th))
	if s := k.Kind.String(); s != "" {
		tag(page, k.Spot, s, theme.User, th)
	}
}

// tag writes a word beside a cell, on the side where it covers least.
func tag(page canvas.Canvas, at Spot, word string, role theme.Role, th *theme.Theme) {
	label := " " + word + " "
	w := page.Width(label)
	left, right := at.Col-w, at.Col+1
	edge := max(min(at.Col, page.W-w), 0)
	best, least := Spot{max(left, 0), at.Row}, w+1
	for _, c := range [...]Spot{{right, at.Row}, {left, at.Row}, {edge, at.Row + 1}, {edge, at.Row - 1}} {
		if c.Col < 0 || c.Col+w > page.W || c.Row < 0 || c.Row >= page.H {
			continue
		}
		covered := 0
		for x := range w {
			if s := page.Content(c.Col+x, c.Row); s != "" && s != " " {
				covered++
			}
		}
		if covered < least {
			best, least = c, covered
		}
	}
	page.Text(best.Col, best.Row, label, tagStyle(role, th))
}

func tagStyle(role theme.Role, th *theme.Theme) cell.Style {
	s := th.Style(role)
	s.Attr |= cell.Bold | cell.Reverse
	return s
}

// maxKeys is how much of what was typed is shown.
const maxKeys = 24

// drawField lights a field up, marks its edge and shows what was typed beside it.
func drawField(page canvas.Canvas, f *Field, th *theme.Theme) {
	page.Restyle(f.X, f.Y, f.W, f.H, th.Lit)
	edge := th.Style(theme.User)
	for y := max(f.Y, 0); y < min(f.Y+f.H, page.H); y++ {
		edge.BG = page.At(f.X-1, y).BG
		page.Set(f.X-1, y, th.Glyphs.Edge, edge)
	}
	keys := f.Keys
	if r := []rune(keys); len(r) > maxKeys {
		keys = th.Glyphs.Ellipsis + string(r[len(r)-maxKeys:])
	}
	if f.Erased {
		keys += th.Glyphs.Erased
	}
	if keys == "" {
		return
	}
	label := " " + string(th.Glyphs.Input) + " " + keys + " "
	w := page.Width(label)
	x, y := f.X+f.W, f.Y+f.H/2
	if x+w > page.W { // no room beside it: below, else above
		x, y = max(f.X+f.W-w, 0), f.Y+f.H
		if y >= page.H {
			y = f.Y - 1
		}
	}
	page.Text(x, y, label, tagStyle(theme.User, th))
}

// drawBox marks an element's box by its corners and its name, and lights it up.
func drawBox(page canvas.Canvas, o *Overlay, th *theme.Theme) {
	b, g := o.Box, th.Glyphs
	st := th.Style(theme.Accent)
	st.Attr |= cell.Bold
	page.Restyle(b.X, b.Y, b.W, b.H, th.Marked)
	set := func(x, y int, r rune) {
		s := st
		s.BG = page.At(x, y).BG
		page.Set(x, y, r, s)
	}
	x0, y0, x1, y1 := b.X-1, b.Y, b.X+b.W, b.Y+b.H-1
	if b.H > 1 || b.Y == 0 {
		set(x0, y0, g.Corners[0])
		set(x1, y0, g.Corners[1])
		set(x0, y1, g.Corners[2])
		set(x1, y1, g.Corners[3])
		for y := y0 + 1; y < y1; y++ {
			set(x0, y, g.Column)
			set(x1, y, g.Column)
		}
	} else {
		set(x0, y0, g.Sides[0])
		set(x1, y0, g.Sides[1])
	}
	if o.BoxName == "" {
		return
	}
	y := y0 - 1
	if y < 0 {
		y = min(y1+1, page.H-1)
	}
	w := min(page.Width(o.BoxName)+2, page.W)
	x := max(min(b.X, page.W-w), 0)
	ts := tagStyle(theme.Accent, th)
	page.Fill(x, y, w, 1, ' ', ts)
	page.Fit(x+1, y, w-2, o.BoxName, g.Ellipsis, ts)
}

// drawAway dims the page and says in its corner why.
func drawAway(page canvas.Canvas, why string, th *theme.Theme) {
	page.Restyle(0, 0, page.W, page.H, th.Faded)
	w := page.Width(why) + 2
	st := th.Style(theme.Popup)
	if st.BG.IsDefault() {
		st.Attr |= cell.Reverse
	}
	page.Fill(page.W-w, 0, w, 1, ' ', st)
	page.Text(page.W-w+1, 0, why, st)
}
