package canvas

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/cell"
)

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		s    string
		w    int
		want string
	}{
		{"hello", 5, "hello"}, {"hello", 4, "hel…"}, {"hello", 1, "…"}, {"hello", 0, ""},
		{"日本語", 6, "日本語"}, {"日本語", 5, "日本…"}, {"日本語", 4, "日 …"}, {"a\x1b[31mb", 8, "a[31mb"},
	} {
		g := cell.NewGrid(10, 1, nil)
		c := New(g)
		c.Fit(0, 0, tt.w, tt.s, "…", cell.Style{})
		got := strings.TrimRight(string(cell.AppendRowText(nil, g, 0)), " ")
		if strings.ReplaceAll(got, "�", "") != tt.want {
			t.Errorf("Fit(%q, %d) drew %q, want %q", tt.s, tt.w, got, tt.want)
		}
	}
}

// Whatever is drawn on a part of a canvas, the rest stays as it was.
func TestNothingLeavesItsRectangle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := cell.NewGrid(12, 6, nil)
		x, y := rapid.IntRange(-3, 12).Draw(t, "x"), rapid.IntRange(-3, 6).Draw(t, "y")
		w, h := rapid.IntRange(0, 14).Draw(t, "w"), rapid.IntRange(0, 8).Draw(t, "h")
		c := New(g).Sub(x, y, w, h)
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab 日é👩"))).Draw(t, "text")
		at := rapid.IntRange(-5, 14).Draw(t, "at")
		row := rapid.IntRange(-2, 8).Draw(t, "row")
		c.Text(at, row, text, cell.Style{Attr: cell.Bold})
		c.Right(at, row, text, cell.Style{Attr: cell.Bold})
		c.Fit(at, row, rapid.IntRange(-1, 20).Draw(t, "room"), text, "…", cell.Style{Attr: cell.Bold})
		c.Fill(at, row, 5, 2, 'x', cell.Style{Attr: cell.Bold})
		c.Set(at, row, 'y', cell.Style{Attr: cell.Bold})
		for j := range g.Rows {
			for i := range g.Cols {
				in := i >= x && i < x+w && j >= y && j < y+h
				if !in && *g.At(i, j) != (cell.Cell{}) {
					t.Fatalf("cell %d,%d was drawn from %d,%d %d×%d", i, j, x, y, w, h)
				}
			}
		}
	})
}
