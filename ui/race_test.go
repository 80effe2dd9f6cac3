package ui

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"playhead/engine/cell"
)

// TestEverythingAtOnce loads, seeks, searches, filters, takes notes, resizes and
// goes from one recording to the next at once. It is for the race detector, and
// for everything to be right in the end.
func TestEverythingAtOnce(t *testing.T) {
	shelf := newShelf()
	tp := newTape()
	tp.loading = true
	tp.page(0, "https://shop.example/", "Home", "6 10 h1 Hello")
	shelf.tapes["shoes"] = tp
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	m, err := newModel(ctx, Options{
		Library: shelf, HasProfile: true, Profile: cell.TrueColor, Look: LookDark, WatchedFile: filepath.Join(t.TempDir(), "watched"),
		Notes: filepath.Join(t.TempDir(), "notes"),
	})
	if err != nil {
		t.Fatal(err)
	}
	l := newLoop(ctx, m)
	l.size(120, 40)
	if err := l.until(func() bool { return m.deck.done && m.deck.table.Len() == 3 }); err != nil {
		t.Fatal(err)
	}
	open := func() {
		l.key("g")
		l.key("g")
		l.key("enter")
		if err := l.until(func() bool { return !m.deck.shown && !m.deck.opens && len(m.all.tabs) > 0 }); err != nil {
			t.Fatal(err)
		}
	}
	open()
	go func() {
		for i := 1; i <= 150; i++ {
			tp.text(float64(i)/10, 1010, "Hello "+number(i))
			if i == 150 {
				tp.mu.Lock()
				tp.loading = false
				tp.mu.Unlock()
			}
			tp.grow()
		}
	}()
	typed := func(keys ...string) {
		for _, k := range keys {
			l.key(k)
		}
	}
	for i := range 40 {
		l.size(60+i*3, 14+i)
		typed([]string{"space", "5", "right", "left", "tab", ">", "."}[i%7])
		switch i % 8 {
		case 1:
			typed("/", "H", "e", "l", "l", "o", "enter", "n")
		case 3:
			typed("Q", "~", "h", "enter")
		case 5:
			typed("a", "x", "enter", "m", "a")
		case 7:
			typed("}", "q")
			open()
		}
	}
	l.size(120, 40)
	if m.deck.key != "shoes|"+number(int(testStart)) {
		typed("q")
		open()
	}
	if err := l.until(func() bool { return m.all.progress.Done && !m.work.refreshing && m.told.whole }); err != nil {
		t.Fatal(err)
	}
	typed("esc", "F", "g", "g", "/")
	typed("H", "e", "l", "l", "o", "space", "1", "5", "0", "enter")
	if err := l.until(func() bool { return !m.find.running && !m.work.rendering && m.stage.shown.at == at(15) }); err != nil {
		t.Fatalf("%v: at %d, %d hits, running %v", err, m.now()-testStart, len(m.find.hits), m.find.running)
	}
	if len(m.find.hits) != 1 || m.now() != at(15) {
		t.Errorf("%d hits, at %d", len(m.find.hits), m.now()-testStart)
	}
}
