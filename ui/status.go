package ui

import (
	"strconv"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/keymap"
	"playhead/ui/theme"
)

// part is a piece of the status line.
type part struct {
	text   string
	style  cell.Style
	x, w   int
	action keymap.Action // what a click on it does
}

// state is what playback does, as a sign and in words.
func (m *model) state() (sign rune, words string) {
	g := m.scr.theme.Glyphs
	c := m.play.clock
	switch {
	case m.film && c.Playing():
		return g.Play, ""
	case m.film:
		return g.Pause, "paused"
	case m.liveNow():
		return g.Play, "live"
	case c.AtEnd() && !m.all.progress.Done && !m.all.progress.Live:
		return g.Wait, "loading"
	case c.AtEnd() && m.all.end > m.all.start:
		return g.Ended, "end"
	case c.Playing():
		return g.Play, ""
	default:
		return g.Pause, "paused"
	}
}

// statusParts lays the status line out: state and time at the left, counts of
// what went wrong in the middle, hints at the right. What has no room is left
// out, the least important first.
func (m *model) statusParts() []part {
	th := m.scr.theme
	c := canvas.New(m.scr.grid)
	w := m.scr.w
	text, dim := th.Style(theme.Text), th.Style(theme.Dim)
	strong := th.Style(theme.Strong)
	accent := th.Style(theme.Accent)
	accent.Attr |= cell.Bold

	sign, _ := m.state()
	x := m.extent()
	left := []part{
		{text: string(sign), style: accent, action: keymap.TogglePlay},
		{text: m.face.Format(int64(m.now()), x, true) + " / " + m.face.Format(x.End, x, false), style: strong, action: keymap.GoTo},
		{text: m.speedText(m.play.clock.Speed()), style: text, action: keymap.Faster},
		{text: m.skipText(), style: dim, action: keymap.ToggleSkip},
	}
	at := 1
	for i := range left {
		at = place(c, &left[i], at) + 3
		if i == 0 {
			at -= 2
		}
	}
	right := m.hints(dim)
	rw := 0
	for i := range right {
		right[i].w = c.Width(right[i].text)
		rw += right[i].w + 3
	}
	room := w - at - rw
	middle := m.countParts()
	for len(middle) > 0 && width(c, middle) > w-at-2 {
		middle = middle[:len(middle)-1]
	}
	if width(c, middle) > room {
		right = nil
	}
	for i := range middle {
		at = place(c, &middle[i], at) + 3
	}
	rx := w - 1
	for i := len(right) - 1; i >= 0; i-- {
		rx -= right[i].w
		right[i].x = rx
		rx -= 3
		if rx+3 < at {
			right = right[i+1:]
			break
		}
	}
	parts := append(left, middle...)
	return append(parts, right...)
}

func place(c canvas.Canvas, p *part, x int) int {
	p.x, p.w = x, c.Width(p.text)
	return x + p.w
}

func width(c canvas.Canvas, ps []part) int {
	w := 0
	for _, p := range ps {
		w += c.Width(p.text) + 3
	}
	return w
}

func (m *model) skipText() string {
	if !m.play.skip {
		return "no skip"
	}
	return "skip > " + seconds(m.play.skipAfter)
}

// countParts say what went wrong, by glyph and number; nothing where nothing
// did.
func (m *model) countParts() []part {
	th, g := m.scr.theme, m.scr.theme.Glyphs
	n := m.told.counts
	var out []part
	if t := m.findText(); t != "" {
		out = append(out, part{text: t, style: th.Style(theme.Accent), action: keymap.FindNext})
	}
	add := func(r rune, n int, word string, role theme.Role, a keymap.Action) {
		if n > 0 {
			out = append(out, part{text: string(r) + " " + strconv.Itoa(n) + word, style: th.Style(role), action: a})
		}
	}
	add(g.Error, n.errors, "", theme.Bad, keymap.NextError)
	add(g.Request, n.requests, "", theme.Bad, keymap.NextRequest)
	add(g.Rage, n.rage, " rage", theme.Warn, keymap.NextFrustration)
	add(g.Dead, n.dead, " dead", theme.Warn, keymap.NextFrustration)
	return out
}

func (m *model) hints(dim cell.Style) []part {
	var out []part
	for _, h := range [...]struct {
		a    keymap.Action
		word string
	}{{keymap.NextPane, "panes"}, {keymap.Find, "find"}, {keymap.Help, "keys"}} {
		if k := m.keys.Key(h.a); k != "" {
			out = append(out, part{text: k + " " + h.word, style: dim, action: h.a})
		}
	}
	return out
}

// drawStatus draws the status line.
func (m *model) drawStatus(c canvas.Canvas) {
	for _, p := range m.statusParts() {
		c.Text(p.x, 0, p.text, p.style)
	}
}

func seconds3(ms event.Millis) string {
	return strconv.FormatFloat(float64(ms)/1000, 'f', -1, 64)
}

func underlined(s cell.Style) cell.Style {
	s.Attr = s.Attr.WithUnderline(cell.Underline)
	return s
}
