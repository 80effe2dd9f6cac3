package ui

import (
	"strings"

	"playhead/engine/event"
	"playhead/ui/canvas"
	"playhead/ui/clock"
	"playhead/ui/events"
	"playhead/ui/theme"
)

// detailRow is a line of the details of an entry, before wrapping.
type detailRow struct{ name, text string }

// openDetails shows all that was recorded of the row under the cursor.
func (m *model) openDetails() {
	l := m.list()
	if l == nil || l.Selected() == nil {
		return
	}
	m.popup = popup{kind: detailPopup, rows: m.detailsOf(l.Selected())}
}

func (m *model) detailsOf(e *event.Entry) []detailRow {
	rows := []detailRow{
		{"", events.Word(e) + "  " + e.Title},
		{"time", m.face.Format(int64(e.Time), m.extent(), true)},
	}
	if e.Duration > 0 {
		rows = append(rows, detailRow{"took", clock.Short(int64(e.Duration))})
	}
	for _, f := range e.Fields {
		for i, line := range strings.Split(strings.TrimRight(f.Value, "\n"), "\n") {
			name := f.Name
			if i > 0 {
				name = ""
			}
			rows = append(rows, detailRow{name, line})
		}
	}
	return rows
}

// Columns of the details.
const (
	detailName  = 12
	detailWidth = 76
)

// drawDetails draws the details over the page.
func (m *model) drawDetails(c canvas.Canvas) {
	th := m.scr.theme
	w := min(c.W, detailWidth)
	lines := wrapDetails(c, m.popup.rows, w-detailName-4)
	h := min(len(lines)+3, c.H)
	box := c.Sub((c.W-w)/2, (c.H-h)/2, w, h)
	ground := th.Style(theme.Popup)
	dim := th.On(theme.Dim, theme.Popup)
	box.Fill(0, 0, box.W, box.H, ' ', ground)
	l := &m.popup.list
	l.SetLen(len(lines))
	l.Resize(box.H - 2)
	for y := range l.Rows() {
		i := l.Top() + y
		if i >= len(lines) {
			break
		}
		st := ground
		x := 2 + detailName
		if lines[i].head {
			st.Attr |= th.Style(theme.Strong).Attr
			x = 2
		}
		box.Fit(2, 1+y, detailName-1, lines[i].name, th.Glyphs.Ellipsis, dim)
		box.Fit(x, 1+y, box.W-x-1, lines[i].text, th.Glyphs.Ellipsis, st)
	}
	hint := "esc closes"
	if l.Len() > l.Rows() {
		hint = "j k scroll  " + hint
	}
	box.Right(box.W-2, box.H-1, hint, dim)
}

// detailLine is a wrapped line; head marks those of the first row.
type detailLine struct {
	name, text string
	head       bool
}

// maxDetailLines bounds what is wrapped.
const maxDetailLines = 2000

// wrapDetails breaks rows into lines of at most w columns, at any character:
// stacks and addresses have few spaces.
func wrapDetails(c canvas.Canvas, rows []detailRow, w int) []detailLine {
	var out []detailLine
	for i, r := range rows {
		room := w
		if i == 0 {
			room = w + detailName
		}
		name, rest := r.name, r.text
		for {
			head, tail := splitAt(c, rest, max(room, 1))
			out = append(out, detailLine{name, head, i == 0})
			if tail == "" || len(out) >= maxDetailLines {
				break
			}
			name, rest = "", tail
		}
	}
	return out
}

// splitAt splits s after as many characters as fit w columns, at least one.
func splitAt(c canvas.Canvas, s string, w int) (head, tail string) {
	used := 0
	for i, r := range s {
		used += c.Width(string(r))
		if used > w && i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}
