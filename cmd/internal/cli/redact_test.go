package cli

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/loader/convert"
)

// secrets are what the recordings of TestRedactLeavesNothing hold.
var secrets = []string{
	"ada@shop.test", "4242 4242 4242 4242", "4242424242424242", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sflKxwRJ_x", "Ada Lovelace",
	"abcDEF1234567890", "secret-coupon-17", "K-123456", "12 Analytical Way",
}

// withSecrets is an rrweb recording that holds them in every place that text can
// be.
func withSecrets() []string {
	text := func(id int, s string) string { return fmt.Sprintf(`{"type":3,"id":%d,"textContent":%q}`, id, s) }
	el := func(id int, tag, attrs string, kids ...string) string {
		return fmt.Sprintf(`{"type":2,"id":%d,"tagName":%q,"attributes":{%s},"childNodes":[%s]}`, id, tag, attrs, strings.Join(kids, ","))
	}
	page := fmt.Sprintf(`{"type":0,"id":1,"childNodes":[%s]}`, el(2, "html", "",
		el(3, "head", "", el(4, "style", `"_cssText":"p::after { content: \"ada@shop.test\" } .a { color: red }"`)),
		el(5, "body", "",
			el(6, "p", `"title":"mail ada@shop.test"`, text(7, "Write to ada@shop.test or pay with 4242 4242 4242 4242.")),
			el(8, "a", `"href":"/thanks?coupon=secret-coupon-17&page=2"`, text(9, "Order K-123456")),
			el(10, "div", `"class":"address"`, el(11, "b", "", text(12, "12 Analytical Way"))),
			el(13, "input", `"id":"name","value":""`), el(14, "textarea", `"placeholder":"Note"`), el(15, "p", `"id":"greeting"`))))
	incremental := func(t int, data string) string { return fmt.Sprintf(`{"type":3,"timestamp":%d,"data":%s}`, t, data) }
	return []string{
		`{"type":4,"timestamp":1000,"data":{"href":"https://shop.test/?coupon=secret-coupon-17","width":800,"height":600}}`,
		`{"type":2,"timestamp":1000,"data":{"node":` + page + `,"initialOffset":{"top":0,"left":0}}}`,
		incremental(2000, `{"source":5,"id":13,"text":"Ada Lovelace","isChecked":false}`),
		incremental(2500, `{"source":5,"id":14,"text":"my card is 4242424242424242","isChecked":false}`),
		incremental(3000, `{"source":0,"texts":[],"attributes":[{"id":13,"attributes":{"data-name":"Ada Lovelace"}}],"removes":[],"adds":[{"parentId":15,"nextId":null,"node":`+text(16, "Thank you, Ada Lovelace!")+`}]}`),
		incremental(3500, `{"source":0,"texts":[{"id":9,"value":"Order K-123456 of ada@shop.test"}],"attributes":[],"removes":[],"adds":[]}`),
		`{"type":6,"timestamp":4000,"data":{"plugin":"rrweb/console@1","payload":{"level":"error","trace":["at eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sflKxwRJ_x"],"payload":["\"Bearer abcDEF1234567890\""]}}}`,
		`{"type":6,"timestamp":4100,"data":{"plugin":"rrweb/network@1","payload":{"requests":[{"name":"https://shop.test/pay?token=abcDEF1234567890","method":"POST","status":500,"timestamp":4100,"duration":10}]}}}`,
		`{"type":5,"timestamp":4200,"data":{"tag":"user ada@shop.test","payload":{"mail":"ada@shop.test"}}}`,
		incremental(5000, `{"source":3,"id":1,"x":0,"y":10}`),
	}
}

// packed packs rrweb events.
func packed(events []string) string {
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = string(convert.Pack([]byte(e)))
	}
	return "[" + strings.Join(out, ",") + "]"
}

// plain returns bytes with all that is compressed in them unpacked.
func plain(t *testing.T, b []byte) string {
	t.Helper()
	out := string(b)
	if z, err := zlib.NewReader(bytes.NewReader(b)); err == nil {
		inner, _ := io.ReadAll(z)
		out += string(inner)
	}
	if z, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
		inner, _ := io.ReadAll(z)
		out += string(inner)
	}
	return strings.ReplaceAll(out, `\"`, `"`)
}

func TestRedactLeavesNothing(t *testing.T) {
	events := withSecrets()
	rumEvents := `{"type":"view","date":1000,"session":{"id":"%[1]s"},"application":{"id":"app"},"view":{"id":"v","url":"https://shop.test/?coupon=secret-coupon-17"},"usr":{"name":"Ada Lovelace","email":"ada@shop.test"},"_dd":{"document_version":1}}
{"type":"action","date":3000,"session":{"id":"%[1]s"},"view":{"id":"v"},"action":{"type":"click","target":{"name":"12 Analytical Way"}},"context":{"card":"4242 4242 4242 4242","order":"K-123456"}}
`
	forms := map[string]func(dir string){
		"rrweb":        func(dir string) { put(t, dir+"/events.json", "["+strings.Join(events, ",\n")+"]") },
		"rrweb lines":  func(dir string) { put(t, dir+"/events.ndjson", strings.Join(events, "\n")) },
		"rrweb packed": func(dir string) { put(t, dir+"/events.json", packed(events)) },
		"datadog": func(dir string) {
			put(t, dir+"/in.json", "["+strings.Join(events, ",")+"]")
			if _, stderr, code := run(t, "convert", dir+"/in.json", "--format", "datadog", "--packed", "-o", dir+"/segments"); code != 0 {
				t.Fatal(stderr)
			}
			if err := os.Remove(dir + "/in.json"); err != nil {
				t.Fatal(err)
			}
			put(t, dir+"/rum.ndjson", fmt.Sprintf(rumEvents, load(t, dir+"/segments").Info().SessionID))
		},
	}
	for name, make := range forms {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			make(dir)
			out := filepath.Join(t.TempDir(), "safe")
			stdout, stderr, code := run(t, "redact", dir, "--selector", ".address", "--pattern", `K-\d{6}`, "-o", out)
			if code != 0 {
				t.Fatal(stderr)
			}
			for _, kind := range []string{"mail address", "card number", "pattern", "text by selector", "input", "query value"} {
				if !strings.Contains(stdout, kind) {
					t.Errorf("the report does not tell of a %s:\n%s", kind, stdout)
				}
			}
			b, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			text := plain(t, b)
			for _, s := range secrets {
				if strings.Contains(text, s) || strings.Contains(stdout+stderr, s) {
					t.Errorf("%q is in the copy", s)
				}
			}
			sameShape(t, dir, out)
			if !strings.Contains(text, "page=x") || !strings.Contains(text, "color: red") {
				t.Error("more is gone than should be")
			}
		})
	}
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// sameShape checks that two recordings show the same pages at all moments, but
// for letters and digits.
func sameShape(t *testing.T, before, after string) {
	t.Helper()
	a, b := load(t, before), load(t, after)
	if len(a.Tracks()) != len(b.Tracks()) {
		t.Fatalf("%d tabs of %d", len(b.Tracks()), len(a.Tracks()))
	}
	for i := range a.Tracks() {
		x, y := player.New(a.Tracks()[i], player.Options{}), player.New(b.Tracks()[i], player.Options{})
		start, end := a.Tracks()[i].Start(), a.Tracks()[i].End()
		for k := range 21 {
			at := start + (end-start)*event.Millis(k)/20
			if p, q := blank(pageAt(x, at)), blank(pageAt(y, at)); p != q {
				n := 0
				for n < min(len(p), len(q)) && p[n] == q[n] {
					n++
				}
				t.Fatalf("tab %d, %d ms: the page has another shape:\nbefore %s\nafter  %s", i, at-start, p[max(0, n-80):min(n+40, len(p))], q[max(0, n-80):min(n+40, len(q))])
			}
		}
	}
}

func blank(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsMark(r):
			return -1
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			return 'x'
		}
		return r
	}, s)
}

// Real recordings keep their pages.
func TestRedactKeepsPages(t *testing.T) {
	for _, dir := range recordingsToConvert(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "safe")
			if _, stderr, code := run(t, "redact", dir, "-o", out); code != 0 {
				t.Fatal(stderr)
			}
			sameShape(t, dir, out)
		})
	}
}
