package layout_test

import (
	"runtime"
	"strings"
	"testing"
)

// TestSpread lays out tables within tables, all of them long enough for two
// goroutines, and compares with what one makes of them.
func TestSpread(t *testing.T) {
	rows := func(cell string) string {
		return "<table><tbody>" + strings.Repeat("<tr><td>"+cell+"<td style='vertical-align:middle'>text that wraps somewhere<td><div style='height:50%'>x</div>", 40) + "</table>"
	}
	html := []byte("<!doctype html><style>table{border-collapse:collapse}td{border:1px solid}</style><body>" + rows(rows("inner")))
	both := load(html, 640, 480)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	alone := load(html, 640, 480)
	if got, want := lines(both.res.Root), lines(alone.res.Root); got != want || both.res.H != alone.res.H {
		t.Errorf("two goroutines: %d bytes of lines, %v high; one: %d bytes, %v high", len(got), both.res.H, len(want), alone.res.H)
	}
}
