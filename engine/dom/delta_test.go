package dom

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// TestDiff makes bytes out of stretches of others and new ones, and gets them
// back from their difference.
func TestDiff(t *testing.T) {
	var d differ
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.SliceOfN(rapid.ByteRange(0, 3), 0, 400).Draw(t, "base")
		var b []byte
		for range rapid.IntRange(0, 8).Draw(t, "stretches") {
			if rapid.Bool().Draw(t, "own") || len(base) == 0 {
				b = append(b, rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "bytes")...)
				continue
			}
			from := rapid.IntRange(0, len(base)-1).Draw(t, "from")
			b = append(b, base[from:rapid.IntRange(from, len(base)).Draw(t, "to")]...)
		}
		if got := undiff(base, bytes.Clone(d.diff(base, b))); !bytes.Equal(got, b) {
			t.Fatalf("%v, want %v", got, b)
		}
	})
}

// TestDiffSize checks that little is written where little differs.
func TestDiffSize(t *testing.T) {
	base := bytes.Repeat([]byte("row 17: 4711, "), 1000)
	for i := range base {
		base[i] ^= byte(i >> 7)
	}
	b := bytes.Clone(base)
	b = append(b[:3000], append([]byte("new"), b[3010:]...)...)
	copy(b[9000:], "else")
	var d differ
	if n := len(d.diff(base, b)); n > 40 {
		t.Errorf("%d bytes", n)
	}
}
