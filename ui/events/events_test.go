package events

import (
	"testing"

	"playhead/engine/event"
	"playhead/ui/theme"
)

func entry(k event.EntryKind, sev event.Severity, title string, fields ...string) event.Entry {
	e := event.Entry{Kind: k, Severity: sev, Title: title}
	for i := 0; i+1 < len(fields); i += 2 {
		e.Fields = append(e.Fields, event.Field{Name: fields[i], Value: fields[i+1]})
	}
	return e
}

func TestWords(t *testing.T) {
	tests := []struct {
		e           event.Entry
		word, title string
		glyph       rune
	}{
		{entry(event.EntryNavigation, event.Info, "https://a.example/x?y#z"), "page", "/x?y#z", '›'},
		{entry(event.EntryNavigation, event.Info, "https://b.example"), "page", "b.example/", '›'},
		{entry(event.EntryClick, event.Info, "Pay"), "click", "Pay", '•'},
		{entry(event.EntryRequest, event.Bad, "", "status", "500", "method", "POST", "url", "https://a.example/p"), "500", "POST /p", '!'},
		{entry(event.EntryRequest, event.Bad, "https://a.example/p"), "failed", "/p", '!'},
		{entry(event.EntryRequest, event.Info, "https://a.example/p"), "sent", "/p", ' '},
		{entry(event.EntryConsole, event.Warning, "hm", "level", "warn"), "warn", "hm", '△'},
		{entry(event.EntryConsole, event.Bad, "oh", "level", "error"), "error", "oh", '✖'},
		{entry(event.EntryFrustration, event.Warning, "rage_click: Pay", "type", "rage_click", "rule", "5 clicks"), "rage", "Pay  5 clicks", '✱'},
		{entry(event.EntryFrustration, event.Warning, "dead_click: Pay", "type", "dead_click"), "dead", "Pay", '◌'},
		{entry(event.EntryLongTask, event.Warning, "blocked"), "task", "blocked", '◇'},
	}
	g := theme.New(true, 0, false).Glyphs
	for _, tt := range tests {
		glyph, _ := Glyph(&tt.e, g)
		if w, s := Word(&tt.e), Title(&tt.e, "a.example"); w != tt.word || s != tt.title || glyph != tt.glyph {
			t.Errorf("%s: %q %q %c, want %q %q %c", tt.e.Kind, w, s, glyph, tt.word, tt.title, tt.glyph)
		}
	}
}

func sample() []event.Entry {
	es := []event.Entry{
		entry(event.EntryClick, event.Info, "Pay"),
		entry(event.EntryRequest, event.Bad, "/pay", "status", "500"),
		entry(event.EntryError, event.Bad, "TypeError", "stack", "at Pay (shop.js)"),
		entry(event.EntryConsole, event.Info, "hello", "level", "log"),
		entry(event.EntryScroll, event.Info, "page"),
	}
	for i := range es {
		es[i].Time = event.Millis(i * 10)
	}
	return es
}

func cond(t *testing.T, text string) *Condition {
	t.Helper()
	c, err := ParseCondition(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestViewFilters(t *testing.T) {
	for _, tt := range []struct {
		pane Pane
		f    Filter
		want int
	}{
		{All, Filter{}, 5},
		{All, Filter{Hidden: Set(0).Toggle(Scroll).Toggle(Click)}, 3},
		{All, Filter{Condition: cond(t, "pay")}, 3},
		{All, Filter{Condition: cond(t, "500")}, 1},
		{ConsolePane, Filter{Hidden: Set(0).Toggle(Console)}, 1},
		{NetworkPane, Filter{}, 1},
		{ErrorPane, Filter{}, 2},
		{ErrorPane, Filter{Condition: cond(t, "nothing")}, 0},
		{All, Filter{Condition: cond(t, "status:>=500 OR kind:scroll")}, 2},
		{All, Filter{Condition: cond(t, "-kind:scroll")}, 4},
		{All, Filter{Condition: cond(t, "/type.rror/i")}, 1},
		{All, Filter{Condition: cond(t, "kind:click THEN status:500 within 1s")}, 2},
		{All, Filter{Condition: cond(t, "kind:click THEN status:500 within 1ms")}, 0},
		{All, Filter{Condition: cond(t, "time:20ms..1s")}, 3},
		{All, Filter{Condition: cond(t, "~clpy")}, 1},
		{All, Filter{Condition: cond(t, "~")}, 5},
	} {
		v := View{Pane: tt.pane}
		v.Resize(10)
		v.SetEntries(sample(), About{})
		v.SetFilter(tt.f)
		if v.Len() != tt.want {
			t.Errorf("pane %d, %+v: %d rows, want %d", tt.pane, tt.f, v.Len(), tt.want)
		}
	}
}

func TestRowsAndNext(t *testing.T) {
	v := View{}
	v.Resize(10)
	v.SetEntries(sample(), About{})
	for at, want := range map[event.Millis]int{-1: -1, 0: 0, 9: 0, 10: 1, 1000: 4} {
		if got := v.Row(at); got != want {
			t.Errorf("the row of %d is %d, want %d", at, got, want)
		}
	}
	isError := func(e *event.Entry) bool { return IsError(e) || Failed(e) }
	es := sample()
	if e := Next(es, 10, 1, isError); e == nil || e.Time != 20 {
		t.Errorf("after 10: %v", e)
	}
	if e := Next(es, 20, -1, isError); e == nil || e.Time != 10 {
		t.Errorf("before 20: %v", e)
	}
	if e := Next(es, 20, 1, isError); e != nil {
		t.Errorf("after 20: %v", e)
	}
}

// An entry under a cursor that was moved by hand keeps it when more entries
// arrive before it.
func TestCursorStaysWithItsTime(t *testing.T) {
	v := View{}
	v.Resize(10)
	es := sample()
	v.SetEntries(es, About{})
	v.Move(3)
	want := v.Selected().Title
	more := append([]event.Entry{entry(event.EntryFocus, event.Info, "first")}, es...)
	v.SetEntries(more, About{})
	if got := v.Selected().Title; got != want || v.Following() {
		t.Errorf("the cursor is on %q, was on %q", got, want)
	}
}
