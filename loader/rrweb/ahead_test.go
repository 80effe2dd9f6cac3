package rrweb

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"playhead/loader/scan"
)

func run(read func()) error { read(); return nil }

// state is what of an indexer tells how it goes on, and what it has found.
func state(x *Indexer, items []Item) any {
	return []any{append([]Item{}, items...), x.pos, x.done, min(x.lines, trustLines), x.rescan, append([]frame{}, x.stack...), x.windows, x.problems}
}

// checkAhead indexes doc from pos on with a second look from cut on, and compares
// with indexing it in one go.
func checkAhead(t *testing.T, doc []byte, pos, cut int) {
	t.Helper()
	var one, two Indexer
	want := slices.Clone(one.Index(doc, true, pos+1))
	got := slices.Clone(two.Index(doc, true, pos+1))
	cut = min(max(cut, two.pos), len(doc))
	want = append(want, one.Index(doc, true, 0)...)
	if n := len(two.stack); !two.done && !two.inLoss && (n == 0 || !two.stack[n-1].object) {
		two.ahead = two.part(cut)
		two.ahead.look(doc, len(doc), run)
	}
	got = append(got, two.Index(doc, true, 0)...)
	if want, got := state(&one, want), state(&two, got); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q cut at %d after %d:\ngot  %v\nwant %v", doc, cut, pos, got, want)
	}
}

// aheadDocuments are documents in which another start of events can be guessed
// wrongly or rightly.
func aheadDocuments(t testing.TB) []string {
	var docs []string
	for _, c := range containers(t) {
		docs = append(docs, c.doc)
	}
	trap := `{"type":3,"data":{"source":5,"text":"\",\"timestamp\":1},{\"type\":3,\"data\":{\"source\":3},\"timestamp\":9}","id":2},"timestamp":1004}`
	nested := `{"type":5,"data":{"tag":"t","payload":[` + evMove + "," + evInput + `]},"timestamp":1005}`
	broken := `{"type":3,"data":{"source":0,,},"timestamp":x}`
	open := `{"type":3,"data":{"source":5,"text":"never`
	for _, sep := range []string{",", ",\n", "\n"} {
		all := []string{evLoad, evMeta, trap, evFull, nested, evMove, broken, evInput, open, evMove, evInput}
		docs = append(docs, strings.Join(all, sep), "["+strings.Join(all, sep)+"]", strings.Join(slices.Repeat(all[:6], 5), sep),
			"["+strings.Join(slices.Repeat([]string{evMove}, 40), sep)+",\n "+trap+"]")
	}
	return docs
}

func TestAhead(t *testing.T) {
	for i, doc := range aheadDocuments(t) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			for cut := 0; cut <= len(doc); cut += 1 + len(doc)/2000 {
				checkAhead(t, []byte(doc), 0, cut)
				checkAhead(t, []byte(doc), cut/2, cut)
			}
		})
	}
}

// TestAheadLarge checks that documents of some size are looked at in two parts,
// and that the guesses are right.
func TestAheadLarge(t *testing.T) {
	for _, sep := range []string{",", ",\n"} {
		doc := synthetic(4*aheadLeast/200, sep)
		var one Indexer
		want := indexAll(&one, doc, 0)

		two := Indexer{Guard: run}
		if got := indexAll(&two, doc, 2*aheadLeast); !slices.Equal(got, want) || len(got) < 1000 {
			t.Errorf("in two parts: got %d events, want %d", len(got), len(want))
		}

		var sure Indexer // nothing depends on which goroutine is first
		got := slices.Clone(sure.Index(doc, true, aheadLeast))
		from := guessStart(doc, len(doc)/2)
		if from < len(doc)/2 || !bytes.HasPrefix(doc[from:], []byte(`{"type":3`)) {
			t.Fatalf("guessed %d of %d", from, len(doc))
		}
		a := sure.part(from)
		sure.ahead = a
		a.look(doc, len(doc), run)
		if n := len(a.x.items); n < 1000 || a.x.items[n-1] != want[len(want)-1] {
			t.Errorf("looking ahead found %d events", n)
		}
		got = append(got, sure.Index(doc, true, 0)...)
		if !slices.Equal(got, want) || sure.misses > 0 || sure.pos != len(doc) {
			t.Errorf("by turns: got %d events, want %d; %d misses", len(got), len(want), sure.misses)
		}
	}
}

func FuzzAhead(f *testing.F) {
	for _, doc := range aheadDocuments(f) {
		f.Add([]byte(doc), uint16(0), uint16(len(doc)/2))
		f.Add([]byte(doc), uint16(len(doc)/3), uint16(len(doc)-len(doc)/3))
	}
	f.Fuzz(func(t *testing.T, doc []byte, pos, cut uint16) {
		checkAhead(t, doc, int(pos), int(cut))
	})
}

// FuzzPlain checks that the fast path for events finds what reading them finds.
func FuzzPlain(f *testing.F) {
	for _, ev := range []string{evLoad, evMeta, evFull, evMove, evInput} {
		f.Add([]byte(ev))
		f.Add([]byte(ev + "," + ev))
	}
	f.Add([]byte(`{"type":3,"data":{"source":07},"timestamp":0}`))
	f.Add([]byte(`{"type":3,"data":{"source":256},"timestamp":01}`))
	f.Add([]byte(`{"type":9,"data":{"source":1]],"timestamp":123456789012345678}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		var x, y Indexer
		x.windows, y.windows = []string{""}, []string{""}
		ok, err := x.plain(doc, 0)
		if !ok && err == nil {
			return
		}
		if doc[0] != '{' {
			t.Fatalf("%q is no object", doc)
		}
		if container, _ := y.isContainer(doc, 0); container {
			t.Fatalf("%q is a container", doc)
		}
		s := scan.At(doc, 0)
		h := readHead(&s, &y.unpack)
		if e := s.Err(); e != nil || err != nil {
			if fmt.Sprint(wait(e)) != fmt.Sprint(err) {
				t.Fatalf("%q: got %v, want %v", doc, err, e)
			}
			return
		}
		y.add(doc, 0, s.Offset(), &h)
		if got, want := state(&x, x.items), state(&y, y.items); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q:\ngot  %v\nwant %v", doc, got, want)
		}
	})
}
