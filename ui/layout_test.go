package ui

import "testing"

// The parts of every layout tile the screen: no cell belongs to two, none to
// nobody.
func TestLayoutTiles(t *testing.T) {
	for w := minCols; w <= 220; w++ {
		for h := minRows; h <= 70; h++ {
			for _, p := range []paneState{{}, {open: true}, {open: true, full: true}, {open: true, extra: 20}, {open: true, extra: -40}} {
				l := arrange(w, h, p)
				n := 0
				for _, r := range []rect{l.place, l.stage, l.sep, l.tabs, l.pane, l.foot, l.line, l.hist, l.bar, l.status} {
					if r.w < 0 || r.h < 0 || r.x < 0 || r.y < 0 || r.x+r.w > w || r.y+r.h > h {
						t.Fatalf("%d×%d %+v: %+v", w, h, p, r)
					}
					n += r.w * r.h
				}
				if n != w*h {
					t.Fatalf("%d×%d %+v: %d of %d cells: %+v", w, h, p, n, w*h, l)
				}
				if p.open && l.pane.w < paneLeast {
					t.Fatalf("%d×%d %+v: pane %+v", w, h, p, l.pane)
				}
			}
		}
	}
	if !arrange(39, 12, paneState{}).tooSmall || !arrange(40, 11, paneState{}).tooSmall {
		t.Error("too small is not said")
	}
}
