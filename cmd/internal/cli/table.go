package cli

import (
	"bufio"
	"io"
	"strings"

	"playhead/engine/text"
)

// table prints rows in columns. The first rows decide how wide columns are, so
// that later ones can be printed as they come.
type table struct {
	w     *bufio.Writer
	right []bool // aligned to the right
	most  int    // cells of a column but the last
	rows  [][]string
	width []int // nil until the first rows are printed
}

// headRows are the rows that are looked at before the first is printed.
const headRows = 200

func newTable(w io.Writer, most int, head []string, right []bool) *table {
	return &table{w: bufio.NewWriter(w), right: right, most: most, rows: [][]string{head}}
}

// add prints a row, now or when enough are known to tell the widths.
func (t *table) add(cells []string) {
	for i := range cells {
		cells[i] = safe(cells[i])
	}
	if t.width != nil {
		t.print(cells)
		return
	}
	if t.rows = append(t.rows, cells); len(t.rows) > headRows {
		t.begin()
	}
}

func (t *table) begin() {
	t.width = make([]int, len(t.right))
	for _, r := range t.rows {
		for i, c := range r {
			t.width[i] = min(max(t.width[i], text.Width(c)), t.most)
		}
	}
	for _, r := range t.rows {
		t.print(r)
	}
	t.rows = nil
}

// flush prints what is left.
func (t *table) flush() error {
	if t.width == nil {
		t.begin()
	}
	return t.w.Flush()
}

func (t *table) print(cells []string) {
	var b strings.Builder
	for i, c := range cells {
		if i == len(cells)-1 && !t.right[i] {
			b.WriteString(c)
			break
		}
		b.WriteString(pad(fitCells(c, t.width[i]), t.width[i], t.right[i]))
		b.WriteString("  ")
	}
	_, _ = t.w.WriteString(strings.TrimRight(b.String(), " ") + "\n") // the writer keeps its first error for Flush
}

// pad fills s up with blanks to n cells.
func pad(s string, n int, right bool) string {
	blanks := strings.Repeat(" ", max(0, n-text.Width(s)))
	if right {
		return blanks + s
	}
	return s + blanks
}

// fitCells cuts s to n cells.
func fitCells(s string, n int) string {
	if text.Width(s) <= n {
		return s
	}
	used, at := 0, 0
	for at < len(s) {
		size, cells := text.Next(s[at:])
		if used+cells > n-1 {
			break
		}
		used += cells
		at += size
	}
	return s[:at] + "…"
}
