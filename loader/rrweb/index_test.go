package rrweb

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"playhead/engine/event"
)

const (
	evLoad  = `{"type":1,"data":{},"timestamp":1000}`
	evMeta  = `{"type":4,"data":{"href":"http://a/","width":800,"height":600},"timestamp":1001}`
	evFull  = `{"type":2,"data":{"node":{"type":0,"childNodes":[{"type":2,"tagName":"html","attributes":{},"childNodes":[],"id":2}],"id":1},"initialOffset":{"left":0,"top":0}},"timestamp":1002}`
	evMove  = `{"type":3,"data":{"source":1,"positions":[{"x":1,"y":2,"id":2,"timeOffset":-50}]},"timestamp":1003}`
	evInput = `{"type":3,"data":{"source":5,"text":"a\"}]","isChecked":false,"id":2},"timestamp":1004}`
)

func latin1(t testing.TB, compress func(*bytes.Buffer), v string) string {
	t.Helper()
	var b bytes.Buffer
	compress(&b)
	var s strings.Builder
	for _, c := range b.Bytes() {
		s.WriteRune(rune(c))
	}
	out, err := json.Marshal(s.String())
	if err != nil {
		t.Fatal(err, v)
	}
	return string(out)
}

func packed(t testing.TB, ev string) string {
	return latin1(t, func(b *bytes.Buffer) {
		w := zlib.NewWriter(b)
		_, _ = w.Write([]byte(ev))
		_ = w.Close()
	}, ev)
}

func zipped(t testing.TB, v string) string {
	return latin1(t, func(b *bytes.Buffer) {
		w := gzip.NewWriter(b)
		_, _ = w.Write([]byte(v))
		_ = w.Close()
	}, v)
}

// indexAll indexes a whole document in steps of budget bytes.
func indexAll(x *Indexer, doc []byte, budget int) []Item {
	var items []Item
	for !x.Done() {
		items = append(items, x.Index(doc, true, budget)...)
	}
	return items
}

func describe(items []Item) string {
	var b strings.Builder
	for _, it := range items {
		fmt.Fprintf(&b, "%d:%s", it.Time, it.Kind)
		if it.Window != 0 {
			fmt.Fprintf(&b, "@%d", it.Window)
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

const allFive = "1000:other 1001:viewport 1002:snapshot 1003:pointer 1004:input"

func containers(t testing.TB) []struct{ name, doc, want string } {
	all := []string{evLoad, evMeta, evFull, evMove, evInput}
	withWindow := func(ev, id string) string { return strings.TrimSuffix(ev, "}") + `,"windowId":"` + id + `"}` }
	var pack []string
	for _, ev := range all {
		pack = append(pack, packed(t, ev))
	}
	cvFull := `{"type":2,"cv":"2024-10","data":` +
		zipped(t, `{"node":{"type":0,"childNodes":[],"id":1},"initialOffset":{"left":0,"top":0}}`) + `,"timestamp":1002,"windowId":"w1"}`
	return []struct{ name, doc, want string }{
		{"array", "[" + strings.Join(all, ",") + "]", allFive},
		{"array over lines", "[" + strings.Join(all, ",\n") + "]\n", allFive},
		{"lines", strings.Join(all, "\n"), allFive},
		{"lines with returns", strings.Join(all, "\r\n") + "\r\n", allFive},
		{"object", `{"version":1,"events":[` + strings.Join(all, ",") + `],"more":{"a":[1]}}`, allFive},
		{"packed array", "[" + strings.Join(pack, ",") + "]", allFive},
		{"packed lines", strings.Join(pack, "\n"), allFive},
		{"array of arrays", "[[" + strings.Join(all[:2], ",") + "],[" + strings.Join(all[2:], ",") + "]]", allFive},
		{"byte order mark", "\ufeff[" + strings.Join(all, ",") + "]", allFive},
		{
			"export", `{"version":"2023-04-28","data":{"id":"x","snapshots":[` + withWindow(evMeta, "w1") + "," + cvFull + "," + withWindow(evMove, "w2") + `]}}`,
			"1001:viewport@1 1002:snapshot@1 1003:pointer@2",
		},
		{
			"window lines", `["w1",` + evMeta + "]\n" + `["w2",` + evFull + "]\n" + `{"window_id":"w1","data":[` + evMove + "]}\n",
			"1001:viewport@1 1002:snapshot@2 1003:pointer@1",
		},
		{"keys in another order", `[{"timestamp":7,"data":{"id":3,"x":0,"y":9,"source":3},"type":3}]`, "7:scroll"},
		{"empty array", "[]", ""},
		{"nothing", "", ""},
	}
}

func TestContainers(t *testing.T) {
	for _, tt := range containers(t) {
		t.Run(tt.name, func(t *testing.T) {
			for _, budget := range []int{0, 1, 50} {
				var x Indexer
				items := indexAll(&x, []byte(tt.doc), budget)
				if got := describe(items); got != tt.want {
					t.Fatalf("budget %d: got %s, want %s", budget, got, tt.want)
				}
				if p := x.Problems(); len(p) > 0 {
					t.Fatalf("problems: %v", p)
				}
				decodeAll(t, []byte(tt.doc), items)
			}
		})
	}
}

// TestGrowingDocument feeds documents byte by byte.
func TestGrowingDocument(t *testing.T) {
	for _, tt := range containers(t) {
		t.Run(tt.name, func(t *testing.T) {
			var x Indexer
			var items []Item
			for n := range len(tt.doc) {
				items = append(items, x.Index(slices.Clone([]byte(tt.doc[:n])), false, 0)...)
			}
			items = append(items, x.Index([]byte(tt.doc), true, 0)...)
			if got := describe(items); got != tt.want {
				t.Fatalf("got %s, want %s", got, tt.want)
			}
			if !x.Done() || len(x.Problems()) > 0 {
				t.Fatalf("done %v, problems %v", x.Done(), x.Problems())
			}
		})
	}
}

func decodeAll(t *testing.T, doc []byte, items []Item) {
	t.Helper()
	var d Decoder
	for _, it := range items {
		var b event.Batch
		d.Decode(doc[it.Start:it.End], &b)
		if len(b.Problems) > 0 {
			t.Fatalf("event at %d: %v", it.Start, b.Problems)
		}
		if it.Kind == event.KindSnapshot && (len(b.Ops) == 0 || b.Ops[0].Kind != event.OpReset) {
			t.Fatalf("event at %d: snapshot without a reset", it.Start)
		}
	}
}

func TestDamage(t *testing.T) {
	tests := []struct {
		name, doc, want string
		kinds           []event.ProblemKind
	}{
		{"cut within an event", "[" + evMeta + "," + evFull[:90], "1001:viewport", []event.ProblemKind{event.ProblemTruncated, event.ProblemMissing}},
		{"cut between events", "[" + evMeta + "," + evFull, "1001:viewport 1002:snapshot", []event.ProblemKind{event.ProblemTruncated}},
		{
			"broken event", "[" + evMeta + `,{"type":3,"data":{"source":0,,},"timestamp":x},` + evMove + "]",
			"1001:viewport 1003:pointer", []event.ProblemKind{event.ProblemSyntax, event.ProblemMissing},
		},
		{
			"open string", evMeta + "\n" + `{"type":3,"data":{"source":5,"text":"never` + "\n" + evMove + "\n",
			"1001:viewport 1003:pointer", []event.ProblemKind{event.ProblemTruncated, event.ProblemMissing},
		},
		{"text around", "hello\n" + evMove + "\nworld", "1003:pointer", []event.ProblemKind{event.ProblemSyntax, event.ProblemMissing, event.ProblemSyntax, event.ProblemMissing}},
		{"no event", `[{"a":1},` + evMove + `]`, "1003:pointer", []event.ProblemKind{event.ProblemSyntax}},
		{"not packed", `[` + packed(t, evMove) + `,"x###",` + evInput + `]`, "1003:pointer 1004:input", []event.ProblemKind{event.ProblemSyntax}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var x Indexer
			items := indexAll(&x, []byte(tt.doc), 0)
			if got := describe(items); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			var kinds []event.ProblemKind
			for _, p := range x.Problems() {
				kinds = append(kinds, p.Kind)
			}
			if !slices.Equal(kinds, tt.kinds) {
				t.Errorf("problems: %v", x.Problems())
			}
		})
	}
}

// TestLinesAgree checks that the fast path for lines finds what reading finds.
func TestLinesAgree(t *testing.T) {
	var lines []string
	for i := range 200 {
		lines = append(lines, fmt.Sprintf(`{"type":3,"data":{"source":%d,"id":1,"text":"{\"type\":1}"},"timestamp":%d}`, i%17, 1000+i))
		if i%10 == 0 {
			lines = append(lines, evFull, `{"timestamp":1,"type":6,"data":{"plugin":"p","payload":[{"timestamp":4}]}}`)
		}
	}
	one := "[" + strings.Join(lines, ",") + "]"
	many := "[" + strings.Join(lines, ",\n") + "]"
	var x, y Indexer
	got, want := indexAll(&y, []byte(many), 0), indexAll(&x, []byte(one), 0)
	if len(got) != len(want) || len(got) != len(lines) {
		t.Fatalf("got %d events, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i].Kind != want[i].Kind || got[i].Time != want[i].Time ||
			many[got[i].Start:got[i].End] != one[want[i].Start:want[i].End] {
			t.Fatalf("event %d: got %+v, want %+v", i, got[i], want[i])
		}
	}
}

// TestHostileSize checks that damage does not make the index look at the
// document again and again.
func TestHostileSize(t *testing.T) {
	for _, doc := range []string{
		strings.Repeat("x\n", 1<<18),
		"[" + strings.Repeat(`{"type":`, 1<<16),
		"[" + strings.Repeat(`{"type":1,"data":["`, 1<<15),
		strings.Repeat("[", 1<<18),
		"[" + strings.Repeat(`{"type":}`, 1<<15),
	} {
		var x Indexer
		if items := indexAll(&x, []byte(doc), 0); len(items) > 0 {
			t.Errorf("%d events in %q…", len(items), doc[:20])
		}
	}
}
