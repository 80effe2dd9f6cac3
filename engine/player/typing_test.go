package player

import "testing"

func TestTyped(t *testing.T) {
	for _, tt := range []struct {
		before, after, keys string
		erased              int
	}{
		{"", "A", "A", 0},
		{"Ad", "Ada", "a", 0},
		{"Ada", "Ad", "", 1},
		{"Ada", "", "", 3},
		{"held", "helped", "pe", 0},
		{"grün", "grünes", "es", 0},
		{"grün", "grin", "i", 1},
		{"***", "****", "*", 0},
		{"aa", "aa", "", 0},
	} {
		if k, e := typed(tt.before, tt.after); k != tt.keys || e != tt.erased {
			t.Errorf("%q to %q: typed %q, erased %d, want %q, %d", tt.before, tt.after, k, e, tt.keys, tt.erased)
		}
	}
}
