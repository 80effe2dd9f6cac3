package aria_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/loader"
)

// TestRolesAndNames asks for the role and name that each element of a page says
// it has: "role|name", and what people call it where that is something else.
func TestRolesAndNames(t *testing.T) {
	const page = `<!doctype html><title>x</title><body>
<button data-w="button|Pay now">Pay <b>now</b></button>
<button data-w="button|Close" aria-label=Close>×</button>
<span id=a>Ship</span><span id=b>to</span><input data-w="textbox|Ship to" aria-labelledby="a b">
<a data-w="link|Home Start" href=/><img alt=Home><div>Start</div></a><a data-w="|">anchor</a>
<label>Sum <input data-w="spinbutton|Sum" type=number value=3></label>
<label for=f>One</label><label for=f>two</label><input id=f data-w="checkbox|One two" type=checkbox>
<label>Country <select data-w="combobox|Country"><option>A<option data-w="option|B">B</select></label>
<select multiple data-w="listbox|Many" title=Many></select><select size=4 data-w="listbox|"></select>
<input type=submit value=Go data-w="button|Go"><input type=password placeholder=Secret data-w="|Secret"><input type=range data-w="slider|">
<input list=l data-w="combobox|"><datalist id=l></datalist>
<img alt="" data-w="|"><img alt=Logo data-w="img|Logo"><img data-w="img|">
<h2 data-w="heading|Bold news">Bold<br>news</h2><div role="tab extra" data-w="tab|T">T</div><ul role=none data-w="|"></ul>
<fieldset data-w="group|Card"><legend>Card</legend></fieldset>
<span title=Tip data-w="|Tip" data-label="Text">Text</span><span title=Tip data-w="|Tip"></span>
<button data-w="button|seen">seen<i hidden>hidden</i><i aria-hidden=true>silent</i><i style="display: none">gone</i></button>
</body>`
	tree := parse(t, page)
	n, seen := 0, 0
	aria.Walk(tree, tree.Doc, &seen, func(r dom.Ref, e *dom.Node) bool {
		want, ok := e.Attr("data-w")
		if !ok {
			return true
		}
		n++
		if got := aria.Role(tree, r) + "|" + aria.Name(tree, r); got != want {
			t.Errorf("%s: got %s, want %s", e.Tag, got, want)
		}
		if label, ok := e.Attr("data-label"); ok && aria.Label(tree, r) != label {
			t.Errorf("%s: got label %s, want %s", e.Tag, aria.Label(tree, r), label)
		}
		return true
	})
	if n < 25 {
		t.Errorf("only %d elements", n)
	}
}

func TestTexts(t *testing.T) {
	long := strings.Repeat("ä ", aria.MaxName)
	if s := aria.Squeeze(long); aria.Whole(s) || len(s) > aria.MaxName+3 || !strings.HasPrefix(long, aria.Uncut(s)) {
		t.Error(s)
	}
	if s := aria.Squeeze(" Search\n … "); s != "Search …" || !aria.Whole(s) {
		t.Error(s)
	}
	for s, want := range map[string]bool{"xxx xx": true, "***": true, "•••": true, "": false, "x-ray": false, "Axx": false} {
		if aria.Masked(s) != want {
			t.Errorf("Masked(%q) is %v", s, !want)
		}
	}
}

func parse(t *testing.T, page string) *dom.Tree {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	rec, err := loader.Open(t.Context(), []string{file}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	tree := dom.New()
	var b event.Batch
	for i := range rec.Tracks()[0].Len() {
		b.Reset()
		rec.Tracks()[0].Decode(i, &b)
		tree.ApplyAll(b.Ops, nil)
	}
	return tree
}
