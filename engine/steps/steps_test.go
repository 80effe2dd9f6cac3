package steps_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"playhead/engine/event"
	"playhead/engine/signal"
	"playhead/engine/steps"
	"playhead/loader"
)

var update = flag.Bool("update", false, "write the golden files anew")

// script makes the steps of a recording.
func script(t *testing.T, source string, opts steps.Options) *steps.Script {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	rec, err := loader.Open(ctx, []string{source}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	if err := rec.Wait(ctx); err != nil {
		t.Fatal(err)
	}
	lists := [][]event.Entry{rec.Entries()}
	var tracks []event.Track
	for i, tr := range rec.Tracks() {
		rows, _, err := signal.Entries(ctx, tr, int32(i), rec.Entries())
		if err != nil {
			t.Fatal(err)
		}
		lists, tracks = append(lists, rows), append(tracks, tr)
	}
	s, err := steps.Build(ctx, tracks, signal.Merge(lists...), opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestShop compares the steps of the shop's recordings with golden files. That
// the scripts run is what testdata/shop/proof.js proves.
func TestShop(t *testing.T) {
	for _, name := range []string{"shop-dd7", "shop-dd4", "shop-rrweb2"} {
		t.Run(name, func(t *testing.T) {
			s := script(t, filepath.Join("../../testdata/recordings", name), steps.Options{})
			var md, pw bytes.Buffer
			if err := steps.Markdown(&md, s, nil); err != nil {
				t.Fatal(err)
			}
			if err := steps.Playwright(&pw, s, name); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".md", md.Bytes())
			golden(t, name+".spec.ts", pw.Bytes())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestRange takes steps from the middle: the first opens the page they are on.
func TestRange(t *testing.T) {
	whole := script(t, "../../testdata/recordings/shop-dd7", steps.Options{})
	first := whole.Steps[0].Time
	part := script(t, "../../testdata/recordings/shop-dd7", steps.Options{From: first + 20_000, To: first + 36_000})
	if s := part.Steps[0]; s.Action != steps.Open || !strings.HasSuffix(s.URL, "/checkout") {
		t.Errorf("begins with %s", s.Words())
	}
	for _, s := range part.Steps {
		if s.Time < first+20_000 || s.Time > first+36_000 {
			t.Errorf("%s is out of range", s.Words())
		}
	}
	if len(part.Errors) != 0 {
		t.Errorf("errors of later: %q", part.Errors)
	}
}

// TestCorpus makes steps of all reference recordings: every action of the script
// that drove them has its step, and every step with a target a locator.
func TestCorpus(t *testing.T) {
	dirs, _ := filepath.Glob("../../../shared/corpus/open/*/actions.json")
	if len(dirs) == 0 {
		t.Skip("no corpus beside the repository")
	}
	for _, f := range dirs {
		t.Run(filepath.Base(filepath.Dir(f)), func(t *testing.T) {
			s := script(t, filepath.Dir(f), steps.Options{})
			if len(s.Steps) == 0 || s.Steps[0].Action != steps.Open {
				t.Fatal("no first step that opens a page")
			}
			for i := range s.Steps {
				x := &s.Steps[i]
				if x.Target != nil && len(x.Target.Locator.Parts) == 0 {
					t.Errorf("step %d has no locator: %s", i+1, x.Words())
				}
				if w := x.Words(); strings.ContainsFunc(w, unicode.IsControl) || strings.Contains(w, "  ") {
					t.Errorf("step %d: %q", i+1, w)
				}
			}
		})
	}
}

// TestLocators finds elements of a page; each click target says in data-want what
// is to find it.
func TestLocators(t *testing.T) {
	const page = `<!doctype html><body>
<button data-want="getByRole('button', { name: 'Save', exact: true })">Save</button>
<a href=x aria-label="Home page" data-want="getByRole('link', { name: 'Home page', exact: true })"><svg></svg></a>
<ul><li><b>Apples</b> <button data-want="getByRole('listitem').filter({ hasText: 'Apples' }).getByRole('button', { name: 'Buy', exact: true })">Buy</button></li>
<li><b>Pears</b> <button>Buy</button></li></ul>
<label>First <input data-want="getByRole('textbox', { name: 'First', exact: true })"></label>
<label for=pw>Secret</label><input id=pw type=password data-want="getByLabel('Secret', { exact: true })">
<input placeholder="Search …" type=search data-want="getByRole('searchbox', { name: 'Search …', exact: true })">
<label>Size <select data-want="getByRole('combobox', { name: 'Size', exact: true })"><option>S<option>M</select></label>
<p data-want="getByText('Plain text', { exact: true })">Plain text</p>
<div data-testid="tile" data-want="getByTestId('tile')"></div>
<div id=here data-want="locator('#here')"></div>
<section><div></div><div data-want="locator('html > body > section > div:nth-of-type(2)')"></div></section>
<i>same</i><i id=second data-want="locator('#second')">same</i>
<p data-want="getByText('it\'s a \\ test', { exact: true })">it's a \ test</p>
<button hidden>Save</button>
</body>`
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	n := 0
	for want, got := range wanted(t, file) {
		n++
		if got != "page."+want {
			t.Errorf("want %s\n got %s", want, got)
		}
	}
	if n != strings.Count(page, "data-want") {
		t.Errorf("%d elements", n)
	}
}

// TestLiterals checks that whatever a page says stays within its literal.
func TestLiterals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := steps.Literal(rapid.String().Draw(t, "s"))
		if s[0] != '\'' || s[len(s)-1] != '\'' {
			t.Fatalf("no literal: %s", s)
		}
		for i := 1; i < len(s)-1; i++ {
			switch {
			case s[i] == '\\':
				i++
				if i == len(s)-1 {
					t.Fatalf("the end is escaped: %s", s)
				}
			case s[i] == '\'' || s[i] < ' ':
				t.Fatalf("ends early: %s", s)
			}
		}
	})
}

// wanted maps what is wanted of the elements of a page to their locators.
func wanted(t *testing.T, file string) map[string]string {
	t.Helper()
	rec, err := loader.Open(t.Context(), []string{file}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	tree := steps.PageOf(rec.Tracks()[0])
	out := map[string]string{}
	for _, r := range steps.Elements(tree) {
		if want, ok := tree.Node(r).Attr("data-want"); ok {
			out[want] = steps.LocatorOf(tree, r).String()
		}
	}
	return out
}
