package cli

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/loader"
)

// recordingsToConvert are the project's own recordings and, where they are
// there, those of the open corpus.
func recordingsToConvert(t *testing.T) []string {
	own, _ := filepath.Glob("../../../testdata/recordings/shop-*")
	open, _ := filepath.Glob("../../../../shared/corpus/open/*-*")
	if len(own) == 0 {
		t.Fatal("the project's recordings are not there")
	}
	return append(own, open...)
}

// run runs the program.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &App{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }}
	code = a.Run(t.Context(), args)
	return out.String(), errs.String(), code
}

func load(t *testing.T, path string) *loader.Recording {
	t.Helper()
	rec, err := loader.Open(t.Context(), []string{path}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	return rec
}

// pageAt is the canonical tree of a tab at a moment, "" before its first page.
func pageAt(p *player.Player, at event.Millis) string {
	tree := p.Seek(at).Tree
	if tree.Doc == dom.None {
		return ""
	}
	return string(dom.Canonical(tree))
}

// A converted recording shows the page that the original shows, at any moment.
func TestConvertKeepsPages(t *testing.T) {
	for i, dir := range recordingsToConvert(t) {
		forms := [][]string{{"--format", "rrweb"}, {"--format", "datadog"}, {"--format", "rrweb", "--from", "40%", "--to", "80%"}, {"--format", "datadog", "--packed", "--from", "40%", "--to", "80%"}}
		if i < 3 {
			forms = append(forms, []string{"--format", "rrweb", "--packed"}, []string{"--format", "datadog", "--packed"})
		}
		for _, args := range forms {
			t.Run(filepath.Base(dir)+" "+strings.Join(args, " "), func(t *testing.T) {
				t.Parallel()
				out := filepath.Join(t.TempDir(), "converted")
				if _, stderr, code := run(t, append([]string{"convert", dir, "-o", out}, args...)...); code != 0 {
					t.Fatal(stderr)
				}
				before, after := load(t, dir), load(t, out)
				tab := 0
				for i, track := range before.Tracks() {
					if track.Len() > before.Tracks()[tab].Len() {
						tab = i
					}
				}
				if len(after.Tracks()) != 1 && len(after.Tracks()) != len(before.Tracks()) {
					t.Fatalf("%d tabs of %d", len(after.Tracks()), len(before.Tracks()))
				}
				to := 0
				if len(after.Tracks()) > 1 {
					to = tab
				}
				samePages(t, before.Tracks()[tab], after.Tracks()[to], slices.Contains(args, "--from"))
				if n := after.Problems().Total(); n > before.Problems().Total() {
					t.Errorf("%d problems: %+v", n, after.Problems().List[:min(3, len(after.Problems().List))])
				}
			})
		}
	}
}

// samePages compares two tracks at many moments: of all of a, or of b where it is
// a part of a.
func samePages(t *testing.T, a, b *loader.Track, part bool) {
	t.Helper()
	was, is := player.New(a, player.Options{}), player.New(b, player.Options{})
	const looks = 60
	wrong := 0
	start, end := a.Start(), a.End()
	if part {
		start, end = b.Start(), b.End()
		if b.Start() < a.Start()+(a.End()-a.Start())/3 || b.End() > a.End()-(a.End()-a.Start())/6 {
			t.Errorf("the part is %d to %d of %d to %d", b.Start(), b.End(), a.Start(), a.End())
		}
	}
	for i := range looks + 1 {
		at := start + (end-start)*event.Millis(i)/looks
		x, y := pageAt(was, at), pageAt(is, at)
		if x == y {
			continue
		}
		if wrong++; wrong <= 2 {
			n := 0
			for n < min(len(x), len(y)) && x[n] == y[n] {
				n++
			}
			from := max(0, n-150)
			t.Errorf("%d ms after the start:\nbefore …%s\nafter  …%s", at-a.Start(), x[min(from, len(x)):min(n+80, len(x))], y[min(from, len(y)):min(n+80, len(y))])
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d moments differ", wrong, looks+1)
	}
}
