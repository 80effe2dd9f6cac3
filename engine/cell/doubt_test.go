package cell

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
)

// However wide a terminal takes clusters for, what it shows after a difference is
// what it shows after everything is drawn: here one that takes them as we do.
func TestDoubtfulRows(t *testing.T) {
	const cols, rows = 24, 4
	term := vt.NewEmulator(cols, rows)
	var e Encoder
	old := NewGrid(cols, rows, nil)
	_, _ = term.WriteString(string(e.AppendDiff(nil, nil, old)))
	for i, lines := range [][rows]string{
		{"plain", "", "", ""},
		{"A👨‍👩‍👧B|", "हिन्दी|", "", "end"},
		{"A👨‍👩‍👧C|", "हिन्दी|", "👍🏽👍🏽 x", "end"},
		{"👍🏽A|", "                      ❤️", "👍🏽 x", "end"},
		{"plain", "again", "👍🏽 y", "end"},
	} {
		g := NewGrid(cols, rows, old.Clusters)
		for y, s := range lines {
			g.SetString(0, y, s, Style{FG: Indexed(uint8(i + 1))})
		}
		out := string(e.AppendDiff(nil, old, g))
		_, _ = term.WriteString(out)
		for y := range rows {
			for x := range cols {
				want := g.Text(x, y)
				if want == "" {
					continue
				}
				got := " "
				if c := term.CellAt(x, y); c != nil && c.Content != "" {
					got = c.Content
				}
				if got != want {
					t.Errorf("step %d: cell %d,%d shows %q, want %q", i, x, y, got, want)
				}
			}
		}
		if has := strings.Contains(out, noWrap); has != (i > 0) || strings.Count(out, noWrap) != strings.Count(out, wrap) {
			t.Errorf("step %d: %q", i, out)
		}
		if again := e.AppendDiff(nil, g, g); len(again) != 0 {
			t.Errorf("step %d: nothing changed, and %q is written", i, fmt.Sprintf("%q", again))
		}
		old = g
	}
}
