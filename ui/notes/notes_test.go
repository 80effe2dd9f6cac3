package notes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"playhead/engine/event"
)

func TestNotesAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shop.json.notes.jsonl")
	node := event.NodeID(7)
	for _, n := range []Note{
		{ID: "1", Time: 3000, Offset: 2000, Text: "the total is gone #bug, #cart #bug", Node: &node, Selector: "#total", Tab: 1, Written: 10},
		{ID: "2", Time: 1000, Text: "evil \x1b]0;x\x07", Written: 11},
		{ID: "a", Time: 2000, Mark: "a", Written: 12},
		{ID: "a", Time: 5000, Mark: "a", Written: 13},
		{ID: "3", Time: 9000, Text: "wrong", Written: 14},
		{ID: "3", Deleted: true, Written: 15},
	} {
		if err := Append(path, n); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil || strings.ContainsAny(string(raw), "\x1b\x07") || strings.Count(string(raw), "\n") != 6 {
		t.Errorf("%q, %v", raw, err)
	}
	// A line that was cut off, one that is no note, and one that is far too long.
	long := `{"id":"x","time":1,"text":"` + strings.Repeat("y", 3*maxLine) + "\"}\n"
	if err := os.WriteFile(path, append(raw, []byte("[1]\n"+long+"{\"id\":\"4\",\"ti")...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Append(path, Note{ID: "5", Time: 9500, Text: "after the damage"}); err != nil {
		t.Fatal(err)
	}
	b, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range b.Notes() {
		got = append(got, n.ID)
	}
	if strings.Join(got, "") != "215" || b.Unread != 3 || b.Marks()['a'] != 5000 || len(b.Marks()) != 1 {
		t.Errorf("notes %v, %d not read, marks %v", got, b.Unread, b.Marks())
	}
	n, ok := b.Find("1")
	if !ok || *n.Node != 7 || n.Selector != "#total" || strings.Join(n.Tags, " ") != "bug cart" {
		t.Errorf("%+v", n)
	}
	if n, _ := b.Find("2"); n.Text != "evil \x1b]0;x\x07" {
		t.Errorf("%q", n.Text)
	}
	if _, ok := b.Find("3"); ok {
		t.Error("a deleted note is there")
	}
	if b, err := Load(filepath.Join(t.TempDir(), "none")); err != nil || len(b.Notes()) != 0 {
		t.Errorf("%+v, %v", b, err)
	}
	if err := Append(path, Note{ID: "6", Time: 1, Text: strings.Repeat("z", maxLine)}); err == nil {
		t.Error("a note that is too long is taken")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("{\"id\":\"1\",\"time\":5,\"mark\":\"a\"}\n{\"id\":\"1\",\"deleted\":true}\n")
	f.Add("\n\n[]\n{\"id\":3}")
	f.Fuzz(func(t *testing.T, s string) {
		b := &Book{}
		if err := b.read(strings.NewReader(s)); err != nil {
			t.Fatal(err)
		}
		last := event.Millis(-1 << 62)
		for _, n := range b.notes {
			if n.Time < last || n.ID == "" {
				t.Fatalf("%+v", b.notes)
			}
			last = n.Time
		}
	})
}
