package parcel

import (
	"bytes"
	"compress/zlib"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func sample() *Parcel {
	return &Parcel{
		Kind: KindSegment, Seq: 7, Application: "app", Session: "s", Sessions: []string{"t"}, View: "v", Index: 3, Start: 1000, End: 2000, Records: 5,
		Snapshot: true, Received: 3000, Name: "n", Client: "c", SDK: "7.1.0", Agent: "Mozilla", Meta: []byte(`{"a":1}`), Body: []byte("\x78\x9cbytes"),
	}
}

func encoded(t testing.TB, p *Parcel) []byte {
	t.Helper()
	head, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return append(head, p.Body...)
}

func TestRoundTrip(t *testing.T) {
	want := sample()
	b := encoded(t, want)
	got, n, err := Decode(append(b, "rest"...))
	if err != nil || n != len(b) || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %d, %v; want %+v, %d", got, n, err, want, len(b))
	}
	if got.ID() != want.ID() {
		t.Error("another identity")
	}
}

// One bit anywhere that is not what it was is an error.
func TestDamage(t *testing.T) {
	b := encoded(t, sample())
	for i := range b {
		for bit := range 8 {
			damaged := bytes.Clone(b)
			damaged[i] ^= 1 << bit
			if _, _, err := Decode(damaged); err == nil {
				t.Fatalf("bit %d of byte %d: no error", bit, i)
			}
		}
		if _, _, err := Decode(b[:i]); !errors.Is(err, ErrTorn) {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
}

// What tells parcels apart is where they belong and their bytes, not when or how
// they came.
func TestID(t *testing.T) {
	base := sample().ID()
	for name, change := range map[string]func(*Parcel){
		"application": func(p *Parcel) { p.Application = "x" }, "session": func(p *Parcel) { p.Session = "x" }, "view": func(p *Parcel) { p.View = "x" },
		"index": func(p *Parcel) { p.Index++ }, "body": func(p *Parcel) { p.Body = []byte("x") }, "kind": func(p *Parcel) { p.Kind = KindRUM },
		"border": func(p *Parcel) { p.Application, p.Session = "ap", "ps" },
	} {
		p := sample()
		if change(p); p.ID() == base {
			t.Errorf("another %s is the same parcel", name)
		}
	}
	for name, change := range map[string]func(*Parcel){
		"received": func(p *Parcel) { p.Received++ }, "agent": func(p *Parcel) { p.Agent = "x" }, "seq": func(p *Parcel) { p.Seq++ },
	} {
		p := sample()
		if change(p); p.ID() != base {
			t.Errorf("another %s is another parcel", name)
		}
	}
}

// Identities are stored: they stay what they are.
func TestStoredID(t *testing.T) {
	if got := sample().ID().String(); got != "58e0faea2e27e75134b9617bb18ef881" {
		t.Errorf("%s", got)
	}
}

func TestValidID(t *testing.T) {
	for id, want := range map[string]bool{
		"8ddce9e2-6aa7-4670-a95d-abac2030e454": true, "a_b.c:d~1": true, "": false, "a/b": false, "..": true, "a b": false, "a\x00": false, "\x1b[2J": false,
		"ü": false, strings.Repeat("x", 128): true, strings.Repeat("x", 129): false, "a'b": false, "%2e": false,
	} {
		if got := ValidID(id); got != want {
			t.Errorf("%q: %v", id, got)
		}
	}
}

func TestEvents(t *testing.T) {
	for in, want := range map[string]string{
		`[{"a":1},{"b":2}]`: `{"a":1}|{"b":2}`, "{\"a\":1}\n{\"b\":2}\n": `{"a":1}|{"b":2}`, `{"events":[{"a":1}]}`: `{"a":1}`, `[]`: "", ``: "",
		`[1]`: "!", `[{"a":1}`: `{"a":1}|!`, `[{"a":1}] x`: `{"a":1}|!`, `"x"`: "!", "{\"a\":1}\nx": `{"a":1}|!`,
	} {
		var got []string
		for raw, err := range Events([]byte(in)) {
			if err != nil {
				got = append(got, "!")
				break
			}
			got = append(got, string(raw))
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s gives %s, want %s", in, s, want)
		}
	}
}

func TestInflate(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write([]byte("{\"a\":1}\n"))
	_ = w.Flush()
	flushed := bytes.Clone(z.Bytes()) // as SDKs leave it: flushed, not ended
	_ = w.Close()
	for name, b := range map[string][]byte{"ended": z.Bytes(), "flushed": flushed} {
		if got, err := Inflate(b, 100); err != nil || string(got) != "{\"a\":1}\n" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if _, err := Inflate(b, 3); !errors.Is(err, ErrLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encoded(f, sample()))
	f.Add([]byte("PHP1\x00\x00\x00\x00\xff\xff\xff\xff\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, n, err := Decode(b)
		if err != nil {
			return
		}
		if n > len(b) {
			t.Fatalf("%d of %d bytes", n, len(b))
		}
		again, _, err := Decode(encoded(t, p))
		if err != nil || again.ID() != p.ID() {
			t.Fatalf("not the same again: %v", err)
		}
	})
}

func FuzzEvents(f *testing.F) {
	for _, s := range []string{`[{"a":1},{"b":2}]`, "{\"a\":1}\n{}", `{"events":[{"a":1}]}`, `[[[{`, `{"events":[1`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for raw, err := range Events(b) {
			if err != nil {
				break
			}
			if n += len(raw); len(raw) < 2 || raw[0] != '{' || n > len(b) {
				t.Fatalf("event %q", raw)
			}
		}
	})
}
