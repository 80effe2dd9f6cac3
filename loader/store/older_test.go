package store

import (
	"errors"
	"testing"
)

// An index that an older version of the program made, in which parcels have
// other identities, is made anew from the packs; what is sent again is not there
// twice then.
func TestOlderIndex(t *testing.T) {
	dir := t.TempDir()
	s := open(t, Options{Store: dir})
	add(t, s, segment("a", "v", 0, base), segment("a", "v", 1, base))
	settle(t, s)
	want := contents(t, s, "a")
	for _, stmt := range []string{`UPDATE parcels SET id = seq`, `UPDATE meta SET value = '1' WHERE name = 'version'`} {
		if _, err := s.index.exec(t.Context(), stmt); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := s.index.epoch(t.Context())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, Options{Store: dir})
	if after, _ := s.index.epoch(t.Context()); after == before {
		t.Error("the index was not made anew")
	}
	add(t, s, segment("a", "v", 1, base+7))
	settle(t, s)
	if err := s.recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, s, "a"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := s.index.exec(t.Context(), `UPDATE meta SET value = '0' WHERE name = 'version'`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Store: dir})
	if err == nil {
		err = errors.Join(errors.New("opened"), s.Close())
		t.Errorf("an index of an unknown version: %v", err)
	}
}
