package prompt

import (
	"strings"
	"testing"
	"unicode/utf8"

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

func TestDeleteTakesACluster(t *testing.T) {
	var l Line
	l.Insert("👩‍👩‍👧e\u0301x")
	l.Key("home")
	for _, want := range []string{"e\u0301x", "x", "", ""} {
		l.Key("delete")
		if got := l.String(); got != want {
			t.Errorf("after delete: %q, not %q", got, want)
		}
	}
}

func TestWords(t *testing.T) {
	var l Line
	l.Set("one two three")
	for _, c := range []struct{ key, before, after string }{
		{"alt+b", "one two ", "three"},
		{"ctrl+left", "one ", "two three"},
		{"alt+f", "one two", " three"},
		{"ctrl+right", "one two three", ""},
		{"ctrl+w", "one two ", ""},
	} {
		l.Key(c.key)
		if b, a := l.Split(); b != c.before || a != c.after {
			t.Errorf("after %s: %q, %q", c.key, b, a)
		}
	}
}

func TestBounded(t *testing.T) {
	var l Line
	for range 3 {
		l.Insert(strings.Repeat("ü", maxRunes/2+1))
	}
	if n := utf8.RuneCountInString(l.String()); n != maxRunes {
		t.Errorf("%d runes", n)
	}
}

// What is not offered is refused, not passed on: these read the clipboard,
// panic at the end of the line, or turn pages of suggestions.
func TestOtherKeysAreRefused(t *testing.T) {
	var l Line
	l.Set("a b")
	l.Key("left")
	for _, k := range []string{"ctrl+v", "alt+d", "ctrl+delete", "alt+delete", "tab", "up", "ctrl+n", "x", ""} {
		if l.Key(k) {
			t.Errorf("%q is an editing key", k)
		}
	}
	if b, a := l.Split(); b != "a " || a != "b" {
		t.Errorf("the text changed: %q, %q", b, a)
	}
}

func TestNothingBlinks(t *testing.T) {
	var l Line
	if l.input().Focus() != nil {
		t.Error("the cursor asks for a timer")
	}
}

func TestCursorStaysAtBoundaries(t *testing.T) {
	keys := []string{"left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w", "alt+b", "alt+f"}
	rapid.Check(t, func(t *rapid.T) {
		var l Line
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "type") {
				l.Insert(rapid.StringOf(rapid.RuneFrom([]rune("a e\u0301👩\u200d👧🇩🇪ü\n"))).Draw(t, "text"))
			} else {
				l.Key(rapid.SampledFrom(keys).Draw(t, "key"))
			}
			before, after := l.Split()
			ok := before == "" || after == ""
			for it := graphemes.FromString(before + after); it.Next(); {
				ok = ok || it.End() == len(before)
			}
			if !ok {
				t.Fatalf("cursor between %q and %q", before, after)
			}
		}
	})
}
