package convert

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"io"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// Strings mean what they meant, and hold no character that a terminal acts on.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "plain", "\"\\\n\t\x1b[31m\x00\x7f", "\u009b31m\u202e\u2028", "日本 é 🎉", "\xff\xfe", "</script>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := appendString(nil, s)
		var got string
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatalf("%q: %v", b, err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && got != want {
			t.Fatalf("%q comes back as %q", s, got)
		}
		for _, r := range string(b) {
			if r < ' ' || r == 0x7f || control(r) {
				t.Fatalf("%q holds %U", b, r)
			}
		}
	})
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", -3: "-3", 1.5: "1.5", 1795459862804: "1795459862804", math.Inf(1): "0", math.NaN(): "0", 1e300: "1" + strings.Repeat("0", 300),
	} {
		if got := string(appendNumber(nil, v)); got != want {
			t.Errorf("%v: %s", v, got)
		}
	}
}

// A packed event is what @rrweb/packer makes: zlib in a string of Latin-1.
func TestPack(t *testing.T) {
	var text string
	if err := json.Unmarshal(Pack([]byte(`{"type":3,"timestamp":5}`)), &text); err != nil {
		t.Fatal(err)
	}
	var latin []byte
	for _, r := range text {
		if r > 255 {
			t.Fatalf("%U in a packed event", r)
		}
		latin = append(latin, byte(r))
	}
	z, err := zlib.NewReader(bytes.NewReader(latin))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || string(b) != `{"type":3,"timestamp":5,"v":"v1"}` {
		t.Errorf("%s, %v", b, err)
	}
}

func TestForMedia(t *testing.T) {
	rules := []string{"a{}", "b{}"}
	if got := forMedia(rules, "all"); len(got) != 2 {
		t.Errorf("%q", got)
	}
	if got := forMedia(rules, "print"); len(got) != 1 || got[0] != "@media print {\na{}\nb{}\n}" {
		t.Errorf("%q", got)
	}
}
