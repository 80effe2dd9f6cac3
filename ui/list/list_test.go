package list

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFollowKeepsRoomBelow(t *testing.T) {
	var l List
	l.SetLen(100)
	l.Resize(10)
	l.Follow(50)
	if !l.Following() || l.Cursor() != 50 || !l.Visible(50) || !l.Visible(52) {
		t.Errorf("cursor %d, top %d", l.Cursor(), l.Top())
	}
	top := l.Top()
	l.Follow(51)
	l.Move(1)
	if l.Following() || l.Cursor() != 52 {
		t.Errorf("after a move: following %v, cursor %d (top was %d)", l.Following(), l.Cursor(), top)
	}
}

func TestInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l List
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			d := rapid.IntRange(-30, 30).Draw(t, "d")
			kept := false
			switch rapid.IntRange(0, 6).Draw(t, "op") {
			case 0:
				l.SetLen(d * 3)
			case 1:
				l.Resize(d)
			case 2:
				l.Move(d)
				kept = true
			case 3:
				l.Page(d % 3)
				kept = true
			case 4:
				l.Scroll(d)
			case 5:
				l.Follow(d)
				kept = true
			case 6:
				l.Put(d)
				kept = true
			}
			if l.n > 0 && (l.Cursor() < 0 || l.Cursor() >= l.n) {
				t.Fatalf("cursor %d of %d", l.Cursor(), l.n)
			}
			if l.top < 0 || (l.top > 0 && l.top > l.n-l.rows) {
				t.Fatalf("top %d of %d rows in %d", l.top, l.n, l.rows)
			}
			if kept && l.n > 0 && l.rows > 0 && !l.Visible(l.Cursor()) {
				t.Fatalf("cursor %d not in %d..%d", l.Cursor(), l.top, l.top+l.rows)
			}
			if at, size := l.Thumb(); at < 0 || at+size > l.rows {
				t.Fatalf("thumb %d+%d in %d", at, size, l.rows)
			}
		}
	})
}
