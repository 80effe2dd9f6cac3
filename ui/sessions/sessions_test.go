package sessions

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/summary"
	"playhead/ui/canvas"
	"playhead/ui/theme"
)

func found() []summary.Session {
	return []summary.Session{
		{ID: "a", Source: "dir/a", Start: 1_000_000, Duration: 61_000, Errors: 2, UserName: "Ada", Browser: "Firefox 151"},
		{ID: "b", Source: "dir/b", Start: 3_000_000, Duration: 3_661_000, Rage: 1, UserName: "Björk 日本", Pages: []string{"https://x/cart"}},
		{ID: "c", Source: "dir/c", Start: 2_000_000, Duration: 5000, Size: 12_345, Gaps: 1},
	}
}

func table(t *testing.T) *Table {
	t.Helper()
	tb := new(New())
	watched := func(key string) bool { return key == "c|2000000" }
	tb.Add(found()[:1], watched)
	tb.Add(found()[1:], watched)
	tb.Resize(10)
	return tb
}

func ids(tb *Table) string {
	var sb strings.Builder
	for i := range tb.Len() {
		sb.WriteString(tb.Row(i).ID)
	}
	return sb.String()
}

func TestOrderAndFilter(t *testing.T) {
	tb := table(t)
	for _, tt := range []struct{ column, want, turned string }{
		{watchedField, "cba", "bac"}, {"start", "bca", "acb"}, {"duration", "bac", "cab"}, {"errors", "acb", "cba"}, {"user", "abc", "bac"}, {"gaps", "cab", "abc"},
	} {
		for columns[tb.column].name != tt.column {
			tb.SortBy(1)
		}
		got := ids(tb)
		tb.Turn()
		if again := ids(tb); got != tt.want || again != tt.turned {
			t.Errorf("%s: %s and %s, want %s and %s", tt.column, got, again, tt.want, tt.turned)
		}
	}
	tb.sortBy(byStart)
	for _, tt := range []struct{ query, want string }{
		{"", "bca"}, {"errors:>0", "a"}, {"-watched:yes", "ba"}, {"watched:yes", "c"}, {"user:ada OR rage:>0", "ba"}, {"duration:>1h", "b"}, {"/Fire/", "a"}, {"url:cart", "b"},
	} {
		if err := tb.SetFilter(tt.query); err != nil || ids(tb) != tt.want {
			t.Errorf("%s: %s, want %s (%v)", tt.query, ids(tb), tt.want, err)
		}
	}
	for _, bad := range []string{"(", "nothing:1"} {
		if err := tb.SetFilter(bad); err == nil || ids(tb) != "b" {
			t.Errorf("%s is taken: %v", bad, err)
		}
	}
}

func TestCursorStaysOnItsRow(t *testing.T) {
	tb := new(New())
	tb.Resize(10)
	no := func(string) bool { return false }
	tb.Add(found()[:1], no)
	tb.Put(0)
	tb.Add(found()[1:], no)
	if r := tb.Selected(); r == nil || r.ID != "a" {
		t.Errorf("the cursor is on %+v", r)
	}
	if r := tb.Neighbour("a|1000000", -1); r == nil || r.ID != "c" || tb.Selected().ID != "c" {
		t.Errorf("before a: %+v", r)
	}
	if r := tb.Neighbour("a|1000000", 1); r != nil {
		t.Errorf("after a: %+v", r)
	}
	tb.Mark("c|2000000", true)
	if !tb.Selected().Watched {
		t.Error("the mark is not there")
	}
}

// Every width shows what matters most, and nothing runs into its neighbour.
func TestDrawAtAllWidths(t *testing.T) {
	tb := table(t)
	for w := 40; w <= 220; w++ {
		g := cell.NewGrid(w, 6, nil)
		tb.Draw(canvas.New(g), &Look{Theme: theme.New(true, cell.TrueColor, w%2 == 0), Base: "dir"})
		lines := strings.Split(string(cell.AppendText(nil, g)), "\n")
		for _, want := range []string{"START", "LENGTH"} {
			if !strings.Contains(lines[0], want) {
				t.Fatalf("%d columns: no %s in %q", w, want, lines[0])
			}
		}
		for _, want := range []string{"1:01:01"} {
			if !strings.Contains(lines[3], want) && !strings.Contains(lines[1], want) && !strings.Contains(lines[2], want) {
				t.Fatalf("%d columns: no %s:\n%s", w, want, strings.Join(lines, "\n"))
			}
		}
		for i, s := range tb.headers {
			if i > 0 && s.from < tb.headers[i-1].to-gap {
				t.Fatalf("%d columns: heads overlap", w)
			}
		}
		if w == 220 && !strings.Contains(strings.Join(lines, "\n"), "Björk 日本") {
			t.Errorf("no user:\n%s", strings.Join(lines, "\n"))
		}
	}
	if !tb.ClickHead(tb.headers[2].from) || tb.column != tb.headers[2].column || tb.ClickHead(500) {
		t.Error("a click on a head does not sort")
	}
}

func TestWatchedIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "watched.jsonl")
	w, err := LoadWatched(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []struct {
		key string
		set bool
	}{{"a|1", true}, {"b\x1b|2", true}, {"a|1", false}, {"c|3", true}, {"c|3", true}} {
		if err := w.Set(m.key, m.set, 5)(); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("{\"session\":\"cut\n"); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	again, err := LoadWatched(path)
	if err != nil {
		t.Fatal(err)
	}
	if again.Has("a|1") || !again.Has("b\x1b|2") || !again.Has("c|3") || again.Has("cut") {
		t.Errorf("%+v", again.keys)
	}
	b, err := os.ReadFile(path)
	if err != nil || strings.Count(string(b), "\n") != 5 || strings.ContainsRune(string(b), 0x1b) {
		t.Errorf("%q, %v", b, err)
	}
	none := &Watched{}
	if err := none.Set("x", true, 1)(); err != nil || !none.Has("x") {
		t.Error("marks without a file are not kept in memory")
	}
}
