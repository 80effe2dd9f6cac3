package cli

import (
	"bufio"
	"fmt"
	"strings"

	"playhead/engine/cell"
	"playhead/engine/compare"
	"playhead/engine/text"
)

// diffPrinter prints rows as a unified diff, side by side, or as JSON.
type diffPrinter struct {
	w     *bufio.Writer
	f     *diffFlags
	color bool
}

func (a *App) newDiffPrinter(f *diffFlags) (*diffPrinter, error) {
	profile, err := a.colorProfile(f.color)
	if err != nil {
		return nil, err
	}
	color := profile != cell.NoColor && (a.StdoutTerminal || f.color != "auto")
	return &diffPrinter{w: bufio.NewWriter(a.Stdout), f: f, color: color}, nil
}

// The looks of a difference on a terminal: what is gone is red, what is new
// green, and the words that differ are reversed.
const (
	sgrGone    = "\x1b[31m"
	sgrNew     = "\x1b[32m"
	sgrPlace   = "\x1b[36m"
	sgrMark    = "\x1b[7m"
	sgrUnmark  = "\x1b[27m"
	sgrDefault = "\x1b[m"
)

func (d *diffPrinter) print(a, b side, rows []compare.Row, p *compare.Parting) error {
	if d.f.asJSON {
		return printJSON(d.w, newDiffJSON(a, b, rows, p))
	}
	if p == nil && !compare.Differs(rows) {
		return nil
	}
	for _, note := range diffNotes(p) {
		fmt.Fprintln(d.w, safe(note))
	}
	if d.f.side {
		d.sideBySide(a, b, rows)
	} else {
		d.unified(a, b, rows)
	}
	return nil
}

func (d *diffPrinter) unified(a, b side, rows []compare.Row) {
	d.line(sgrGone, "--- "+safe(a.String()), nil)
	d.line(sgrNew, "+++ "+safe(b.String()), nil)
	for _, h := range compare.Hunks(rows, d.f.context) {
		from, n, to, m := h.Ranges()
		d.line(sgrPlace, fmt.Sprintf("@@ -%d,%d +%d,%d @@", from, n, to, m), nil)
		d.hunk(h.Rows)
	}
}

// hunk prints rows; of changes next to each other first what is gone, then what
// is new.
func (d *diffPrinter) hunk(rows []compare.Row) {
	for i := 0; i < len(rows); {
		if rows[i].Op == compare.Same {
			fmt.Fprintln(d.w, strings.TrimRight(" "+rows[i].A, " "))
			i++
			continue
		}
		end := i
		for end < len(rows) && rows[end].Op != compare.Same {
			end++
		}
		for _, r := range rows[i:end] {
			if r.ALine > 0 {
				d.line(sgrGone, "-"+r.A, shifted(r.AMarks, 1))
			}
		}
		for _, r := range rows[i:end] {
			if r.BLine > 0 {
				d.line(sgrNew, "+"+r.B, shifted(r.BMarks, 1))
			}
		}
		i = end
	}
}

func shifted(marks []compare.Span, by int) []compare.Span {
	out := make([]compare.Span, len(marks))
	for i, m := range marks {
		out[i] = compare.Span{From: m.From + by, To: m.To + by}
	}
	return out
}

// line prints a line in a colour with parts marked; without colours the marks
// are on a line of their own, which begins with a question mark.
func (d *diffPrinter) line(sgr, s string, marks []compare.Span) {
	if d.color {
		fmt.Fprintln(d.w, sgr+marked(s, marks)+sgrDefault)
		return
	}
	fmt.Fprintln(d.w, s)
	if len(marks) > 0 {
		fmt.Fprintln(d.w, "?"+guide(s, marks)[1:])
	}
}

// marked is a line with the marks as terminals show them.
func marked(s string, marks []compare.Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(s[at:m.From] + sgrMark + s[m.From:m.To] + sgrUnmark)
		at = m.To
	}
	return b.String() + s[at:]
}

// guide is a line with ^ under what is marked.
func guide(s string, marks []compare.Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(strings.Repeat(" ", text.Width(s[at:m.From])))
		b.WriteString(strings.Repeat("^", text.Width(s[m.From:m.To])))
		at = m.To
	}
	return b.String()
}

// The signs between two sides, as diff -y has them.
var gutters = [...]string{compare.Same: "   ", compare.Delete: " < ", compare.Insert: " > ", compare.Change: " | "}

// sideBySide prints all rows, both texts beside each other.
func (d *diffPrinter) sideBySide(a, b side, rows []compare.Row) {
	left, right := text.Width(a.String()), text.Width(b.String())
	for i := range rows {
		left, right = max(left, text.Width(rows[i].A)), max(right, text.Width(rows[i].B))
	}
	if d.f.width > 0 {
		half := max(1, (d.f.width-3)/2)
		left, right = min(left, half), min(right, half)
	}
	put := func(gutter, l, r string) {
		fmt.Fprintln(d.w, strings.TrimRight(l+gutter+r, " "))
	}
	put("   ", fit(safe(a.String()), nil, left, "", true), fit(safe(b.String()), nil, right, "", false))
	for i := range rows {
		r := &rows[i]
		if d.color {
			put(gutters[r.Op], d.colored(r.A, r.AMarks, left, sgrGone, r.Op, true), d.colored(r.B, r.BMarks, right, sgrNew, r.Op, false))
			continue
		}
		put(gutters[r.Op], fit(r.A, nil, left, "", true), fit(r.B, nil, right, "", false))
		if r.Op == compare.Change {
			put(" ? ", fit(guide(r.A, r.AMarks), nil, left, "", true), fit(guide(r.B, r.BMarks), nil, right, "", false))
		}
	}
}

func (d *diffPrinter) colored(s string, marks []compare.Span, width int, sgr string, op compare.Op, pad bool) string {
	if op == compare.Same {
		return fit(s, nil, width, "", pad)
	}
	return fit(s, marks, width, sgr, pad)
}

// fit cuts a line at a width in cells, marks and colours it, and fills it up.
func fit(s string, marks []compare.Span, width int, sgr string, pad bool) string {
	cells, end := 0, 0
	for end < len(s) {
		n, w := text.Next(s[end:])
		if cells+w > width {
			break
		}
		cells, end = cells+w, end+n
	}
	var kept []compare.Span
	for _, m := range marks {
		if m.From < end {
			kept = append(kept, compare.Span{From: m.From, To: min(m.To, end)})
		}
	}
	out := s[:end]
	if sgr != "" && out != "" {
		out = sgr + marked(out, kept) + sgrDefault
	}
	if pad {
		out += strings.Repeat(" ", width-cells)
	}
	return out
}
