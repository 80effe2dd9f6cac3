package ui

import (
	"strings"
	"testing"
	"time"

	"playhead/engine/cell"
)

func offscreen(t *testing.T, change func(*Options)) *Offscreen {
	t.Helper()
	opts := Options{Recording: checkout(), Title: "shop.json", Width: 80, Height: 24, Paused: true}
	change(&opts)
	o, err := NewOffscreen(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func gridText(g *cell.Grid) string { return string(cell.AppendText(nil, g)) }

func TestOffscreenTakesKeysAndTime(t *testing.T) {
	o := offscreen(t, func(*Options) {})
	start, _ := o.Extent()
	if o.Now() != start {
		t.Fatalf("starts at %d, want %d", o.Now(), start)
	}
	var seen []time.Duration
	o.Shown = func(at time.Duration) { seen = append(seen, at) }
	for _, k := range []string{"space"} {
		if err := o.Press(k); err != nil {
			t.Fatal(err)
		}
	}
	o.Pass(2 * time.Second)
	if got := o.Now() - start; got != 2000 {
		t.Errorf("after 2 s of playing the position is %d ms", got)
	}
	if n := len(seen); n < 50 || seen[n-1] != 2*time.Second {
		t.Errorf("%d screens shown, the last at %v", n, seen[n-1])
	}
	if err := o.Press("ctrl+nonsense"); err == nil || !strings.Contains(err.Error(), `no key "ctrl+nonsense"`) {
		t.Errorf("error %v", err)
	}
	if err := o.Press("q"); err != nil || !o.Closed() {
		t.Errorf("q leaves the player: %v, closed %v", err, o.Closed())
	}
}

func TestOffscreenLeavesOut(t *testing.T) {
	full := gridText(offscreen(t, func(*Options) {}).Grid())
	bare := offscreen(t, func(o *Options) { o.Bare = true })
	start, end := bare.Extent()
	text := gridText(bare.Show(end))
	for _, w := range []string{"shop.example", "/ 01:00", "End of the recording"} {
		if strings.Contains(text, w) {
			t.Errorf("a bare screen has %q:\n%s", w, text)
		}
	}
	if !strings.Contains(full, "/ 01:00") {
		t.Errorf("the whole screen lacks its status:\n%s", full)
	}
	unmarked := offscreen(t, func(o *Options) { o.Bare, o.Unmarked = true, true })
	marked := 0
	for at := start; at <= end; at += 250 {
		a, b := gridText(bare.Show(at)), gridText(unmarked.Show(at))
		if a != b {
			marked++
		}
		if strings.ContainsAny(b, "◎◉○◯") {
			t.Errorf("a screen without marks has some at %d:\n%s", at-start, b)
		}
	}
	if marked == 0 {
		t.Error("no screen shows any mark")
	}
}
