package layout_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// formattingHead is what make.js puts before every case.
const formattingHead = `<!DOCTYPE html><style>body{margin:0}.f{display:flex}.g{display:grid}` +
	`u{display:inline-block;width:40px;height:16px;vertical-align:top}*{font-size:16px;line-height:16px}</style><body>`

// formattingKnown are cases that are known to differ from Chromium; a case that
// comes right must be taken out.
var formattingKnown = map[string]string{}

// TestFormatting compares the cases of testdata/formatting.txt with the boxes
// that Chromium gave (testdata/make.js).
func TestFormatting(t *testing.T) {
	raw, err := os.ReadFile("testdata/formatting.json")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]map[string][]float64{}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("testdata/formatting.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split("\n"+string(src), "\n-- ")[1:] {
		name, html, ok := strings.Cut(part, " --\n")
		if !ok || !strings.Contains(name, *only) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			geom := map[string][]float64{}
			for k, v := range want[name] {
				geom["0/1/"+k] = v
			}
			if len(geom) == 0 {
				t.Fatal("no boxes of Chromium: run make.js")
			}
			s := load([]byte(formattingHead+html), 640, 480).compare(&truth{Geom: geom})
			known := formattingKnown[name]
			switch {
			case s.same != s.boxes && known == "":
				t.Errorf("%d of %d boxes\n%s", s.same, s.boxes, strings.Join(s.moved, "\n"))
			case s.same == s.boxes && known != "":
				t.Errorf("comes right now, but is listed as known: %s", known)
			}
		})
	}
}
