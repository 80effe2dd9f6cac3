package datadog

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"playhead/engine/event"
)

// TestStrings decodes, in any order, records that define strings in all ways and
// refer to any of those defined so far, and compares with a table that was kept
// along the way.
func TestStrings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Stream
		var table []string
		var want []string // by record: the text it sets
		made := 0
		str := func() string {
			made++
			v := "s" + strconv.Itoa(made) + strings.Repeat("é\"\\", made%40)
			table = append(table, v)
			return strconv.Quote(v)
		}
		for range rapid.IntRange(1, 4).Draw(t, "segments") {
			var doc strings.Builder
			doc.WriteString(strings.Repeat(" ", made%7) + `{"records":[`)
			for i := range rapid.IntRange(1, 40).Draw(t, "records") {
				var changes []string
				snapshot := len(want) == 0 || rapid.IntRange(0, 30).Draw(t, "snapshot") == 0
				if snapshot {
					table = nil
					changes = append(changes, `[1,[null,"#document"]]`)
				}
				for range rapid.IntRange(0, 3).Draw(t, "changes") {
					switch n := rapid.IntRange(0, 40).Draw(t, "strings"); {
					case n == 40:
						changes, table = append(changes, "[14]"), nil
					case n%3 == 0:
						var list []string
						for range n / 3 {
							list = append(list, str())
						}
						changes = append(changes, "[11,[7,"+strings.Join(append(list, str()), ", ")+"],[1,"+str()+"]]")
					default:
						list := []string{"0"}
						for k := range n {
							v := str()
							if k%5 == 4 {
								v = `{"role":1,"string":` + v + `}`
							}
							list = append(list, v)
						}
						changes = append(changes, "["+strings.Join(list, ",")+"]")
					}
				}
				text := ""
				if len(table) > 0 {
					k := rapid.IntRange(0, len(table)-1).Draw(t, "reference")
					text = table[k]
					changes = append(changes, fmt.Sprintf("[4,[0,%d]]", k))
				}
				want = append(want, text)
				if i > 0 {
					doc.WriteString(", ")
				}
				typ := `"type":12`
				if snapshot {
					typ = `"type":2,"format":1`
				}
				fmt.Fprintf(&doc, `{%s,"data":[%s],"timestamp":%d}`, typ, strings.Join(changes, ","), 1000+len(want)*7%50)
			}
			doc.WriteString("]}")
			seg, next := Index([]byte(doc.String()), 0)
			if len(seg.Problems) > 0 || next != doc.Len() {
				t.Fatalf("%v in %s", seg.Problems, doc.String())
			}
			if rapid.Bool().Draw(t, "keep") {
				seg.KeepStrings([]byte(doc.String()))
			}
			s.Append(seg, document(doc.String()))
		}
		for range 2 * len(want) {
			i := rapid.IntRange(0, len(want)-1).Draw(t, "record")
			var b event.Batch
			if err := s.Decode(i, &b); err != nil || len(b.Problems) > 0 {
				t.Fatalf("record %d: %v %v", i, err, b.Problems)
			}
			got := ""
			for k := range b.Ops {
				if b.Ops[k].Kind == event.OpText {
					got = b.Ops[k].Text
				}
			}
			if got != want[i] {
				t.Fatalf("record %d sets %q, want %q", i, got, want[i])
			}
			if rec, _ := s.Record(i); rec.Time != event.Millis(1000+(i+1)*7%50) {
				t.Fatalf("record %d at %d", i, rec.Time)
			}
		}
	})
}
