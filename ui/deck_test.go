package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/event"
	"playhead/engine/summary"
)

// shelf is a library of recordings of the tests.
type shelf struct {
	mu     sync.Mutex
	tapes  map[string]*tape
	list   []summary.Session
	closed []string
	fails  error
	only   bool
}

func newShelf() *shelf {
	s := &shelf{tapes: map[string]*tape{}}
	for i, name := range []string{"shoes", "hats", "bags"} {
		tp := checkout()
		if name == "hats" {
			tp = newTape()
			tp.page(0, "https://hats.example/", "Hats", "6 10 h1 Hats for all")
			tp.text(9, 1010, "No hats left")
		}
		s.tapes[name] = tp
		sum := summary.Session{ID: name, Source: "shelf/" + name, Start: at(0) - event.Millis(i)*1000, End: at(60), Duration: 60_000, UserName: "Ada"}
		if name == "shoes" {
			sum.Start = at(0)
			sum.Errors = 1
			sum.Worst = &summary.Moment{Time: at(10.5), Kind: "error", Title: "TypeError: res.total"}
		}
		s.list = append(s.list, sum)
	}
	return s
}

func (s *shelf) Name() string { return "shelf" }

func (s *shelf) List(_ context.Context, tell func(Found)) error {
	if s.only {
		o, err := s.Open(context.Background(), &s.list[0])
		if err != nil {
			return err
		}
		tell(Found{Only: &o})
		return nil
	}
	for i := range s.list {
		tell(Found{Sessions: s.list[i : i+1], Doing: "Reading"})
	}
	return s.fails
}

func (s *shelf) Open(_ context.Context, x *summary.Session) (Opened, error) {
	tp := s.tapes[x.ID]
	if tp == nil {
		return Opened{}, errors.New("it is gone")
	}
	return Opened{Recording: tp, Title: x.ID, Reopen: []string{"playhead", x.ID}, Close: func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.closed = append(s.closed, x.ID)
		return nil
	}}, nil
}

func browse(t *testing.T, s *shelf, w, h int, change ...func(*Options)) *app {
	t.Helper()
	all := append([]func(*Options){func(o *Options) { o.Recording, o.Library = nil, s }}, change...)
	a := start(t, nil, w, h, all...)
	return a.pass(time.Second)
}

func TestListOfRecordings(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		s := newShelf()
		a := browse(t, s, size[0], size[1])
		a.screen().shows("Recordings", "shelf", "3 recordings", "START", "LENGTH", "Ada", "00:10.5  error  TypeError: res.total", "Payment failed")
		a.press("j").pass(time.Second)
		a.screen().shows("nothing went wrong", "No hats left")
		a.press("enter").screen().shows("hats.example", "Hats for all")
		a.press("}").screen().shows("shop.example/cart", "Your cart")
		a.press("}").screen().shows("that was the last recording")
		a.press("{", "{").screen().shows("shop.example/cart")
		a.press("q").screen().shows("3 recordings")
		if a.m.deck.table.Selected().ID != "shoes" {
			t.Errorf("the cursor is on %s", a.m.deck.table.Selected().ID)
		}
		a.press("w").isAt(8.5)
		a.press("q", "q")
		if !a.quit {
			t.Error("q does not quit the list")
		}
	}
}

func TestRecordingsAreLetGoOf(t *testing.T) {
	s := newShelf()
	a := browse(t, s, 120, 40, func(o *Options) { o.Paused = false })
	s.closed = nil // by previews
	a.press("enter").pass(time.Second)
	a.press("}").pass(time.Second)
	if strings.Join(s.closed, " ") != "shoes" {
		t.Errorf("closed: %q", s.closed)
	}
	// What comes late for a recording that is gone changes nothing.
	before := a.m.all.start
	a.send(boundMsg{a.m.generation - 1, refreshedMsg{index: &index{start: 42}}})
	if a.m.all.start != before {
		t.Error("a late message was taken")
	}
}

func TestFilterAndSortTheList(t *testing.T) {
	a := browse(t, newShelf(), 120, 40)
	a.press("/").typeIn("errors:>0").screen().shows("1 of 3 recordings").screen().lacks("hats")
	a.press("enter", "F").screen().shows("hats")
	a.press("/").typeIn("(").screen().shows("column")
	a.press("esc").typeIn(">>").screen().shows("sorted by active time")
	a.press("r", "m").screen().shows("✓")
	a.press("s", "3").screen().shows("open a recording first")
	a.press("/").typeIn("watched:yes").press("enter").screen().shows("1 of 3")
	a.press("esc", "?").screen().shows("open at its worst moment", "sort by the next column")
}

func TestWatchedSurvives(t *testing.T) {
	file := filepath.Join(t.TempDir(), "watched.jsonl")
	keep := func(o *Options) { o.WatchedFile = file }
	a := browse(t, newShelf(), 120, 40, keep)
	a.press("enter")
	if b, err := os.ReadFile(file); err != nil || !strings.Contains(string(b), "shoes") {
		t.Errorf("%q, %v", b, err)
	}
	browse(t, newShelf(), 120, 40, keep).screen().shows("✓")
}

// Queries are kept, chosen again, and are a column of the list.
func TestSavedQueries(t *testing.T) {
	file := filepath.Join(t.TempDir(), "queries.txt")
	keep := func(o *Options) { o.QueriesFile = file }
	a := browse(t, newShelf(), 200, 60, keep)
	a.screen().lacks("QUERIES")
	a.press("n").screen().shows("no query is saved")
	a.press("a").screen().shows("no filter is set")
	a.press("/").typeIn("errors:>0").press("enter", "a").screen().shows("query 1 kept", "QUERIES")
	a.press("F", "/").typeIn("user:ada").press("enter", "a", "F")
	b := browse(t, newShelf(), 200, 60, keep)
	b.screen().shows("QUERIES", "1 2")
	b.press("n").screen().shows("query 1 of 2", "1 of 3 recordings")
	b.press("n").screen().shows("query 2 of 2", "3 recordings")
	b.press("N").screen().shows("query 1 of 2")
	b.press("a").screen().shows("not kept any more")
	if got, err := os.ReadFile(file); err != nil || string(got) != "user:ada\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestListStates(t *testing.T) {
	s := newShelf()
	s.fails = errors.New("the server is away")
	s.list = nil
	browse(t, s, 80, 24).screen().shows("The list could not be read.", "the server is away")
	s.fails = nil
	browse(t, s, 80, 24).screen().shows("There is no recording in shelf.")
	s = newShelf()
	delete(s.tapes, "shoes")
	a := browse(t, s, 80, 24)
	a.screen().shows("No picture", "it is gone")
	a.press("enter").screen().shows("it is gone", "3 recordings")
	s = newShelf()
	s.only = true
	b := browse(t, s, 80, 24)
	b.screen().shows("Your cart")
	b.press("}").screen().shows("one recording was opened")
	b.press("q")
	if !b.quit {
		t.Error("q does not quit the only recording")
	}
	// A screen without room for the preview has none.
	browse(t, newShelf(), 60, 14).screen().shows("START").screen().lacks("TypeError")
}

func TestMouseInTheList(t *testing.T) {
	a := browse(t, newShelf(), 120, 40)
	click := func(text string) {
		x, y := a.find(text)
		a.mouse(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	}
	click("hats")
	if a.m.deck.table.Selected().ID != "hats" {
		t.Errorf("the cursor is on %s", a.m.deck.table.Selected().ID)
	}
	click("LENGTH")
	a.screen().shows("LENGTH↓")
	click("hats")
	a.screen().shows("Hats for all")
}
