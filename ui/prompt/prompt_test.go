package prompt

import (
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"
)

func TestEditing(t *testing.T) {
	var l Line
	l.Insert("go to Zoë 👩‍👩‍👧 x")
	for _, k := range []string{"left", "left", "backspace"} {
		if !l.Key(k) {
			t.Fatalf("%s is no editing key", k)
		}
	}
	if got := l.String(); got != "go to Zoë  x" {
		t.Errorf("a cluster is not one character: %q", got)
	}
	l.Key("ctrl+w")
	if got := l.String(); got != "go to  x" {
		t.Errorf("after ctrl+w: %q", got)
	}
	l.Key("home")
	l.Insert("\x1b[31m")
	if got := l.String(); got != "[31mgo to  x" {
		t.Errorf("control characters: %q", got)
	}
	l.Key("ctrl+k")
	if b, a := l.Split(); b != "[31m" || a != "" {
		t.Errorf("after ctrl+k: %q, %q", b, a)
	}
	if l.Key("enter") {
		t.Error("enter is an editing key")
	}
}

func TestCursorStaysAtBoundaries(t *testing.T) {
	keys := []string{"left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w"}
	rapid.Check(t, func(t *rapid.T) {
		var l Line
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "type") {
				l.Insert(rapid.StringOf(rapid.RuneFrom([]rune("a e\u0301👩\u200d👧🇩🇪ü\n"))).Draw(t, "text"))
			} else {
				l.Key(rapid.SampledFrom(keys).Draw(t, "key"))
			}
			ok := l.cursor == 0 || l.cursor == len(l.text)
			for it := graphemes.FromBytes(l.text); it.Next(); {
				ok = ok || it.End() == l.cursor
			}
			if !ok {
				t.Fatalf("cursor %d in %q", l.cursor, l.text)
			}
		}
	})
}
