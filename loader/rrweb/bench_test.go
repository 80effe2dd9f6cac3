package rrweb

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"playhead/engine/event"
)

// synthetic makes a recording of one page: a snapshot of 2,000 rows and n events
// of the usual kinds, separated by sep.
func synthetic(n int, sep string) []byte {
	var b bytes.Buffer
	b.WriteString(`[{"type":4,"data":{"href":"https://a.example/","width":1280,"height":800},"timestamp":1000}` + sep)
	b.WriteString(`{"type":2,"data":{"node":{"type":0,"childNodes":[{"type":2,"tagName":"html","attributes":{"lang":"en"},"childNodes":[`)
	row := func(id int) string {
		return fmt.Sprintf(`{"type":2,"tagName":"tr","attributes":{"class":"row item","data-key":"k%d","aria-selected":"false"},"childNodes":[{"type":3,"textContent":"Cell number %d","id":%d}],"id":%d}`, id, id, id+1, id)
	}
	for i := range 2000 {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(row(10 + 2*i))
	}
	b.WriteString(`],"id":2}],"id":1},"initialOffset":{"left":0,"top":0}},"timestamp":1001}`)
	for i := range n {
		b.WriteString(sep)
		id := 10 + 2*(i%2000)
		switch i % 4 {
		case 0:
			b.WriteString(`{"type":3,"data":{"source":1,"positions":[` +
				strings.Repeat(fmt.Sprintf(`{"x":%d,"y":%d,"id":%d,"timeOffset":-50},`, i%1280, i%800, id), 8) +
				fmt.Sprintf(`{"x":1,"y":1,"id":2,"timeOffset":0}]},"timestamp":%d}`, 1002+i))
		case 1:
			fmt.Fprintf(&b, `{"type":3,"data":{"source":0,"texts":[{"id":%d,"value":"Now %d"}],"attributes":[{"id":%d,"attributes":{"class":"row flash","style":{"width":"%d%%"}}}],"removes":[],"adds":[]},"timestamp":%d}`, id+1, i, id, i%100, 1002+i)
		case 2:
			fmt.Fprintf(&b, `{"type":3,"data":{"source":0,"texts":[],"attributes":[],"removes":[{"parentId":2,"id":%d}],"adds":[{"parentId":2,"nextId":null,"node":%s}]},"timestamp":%d}`, id, row(5000+2*i), 1002+i)
		default:
			fmt.Fprintf(&b, `{"type":3,"data":{"source":3,"id":2,"x":0,"y":%d},"timestamp":%d}`, i%900, 1002+i)
		}
	}
	b.WriteString("]\n")
	return b.Bytes()
}

// recordings are what the benchmarks run on: made here, and the file that
// PLAYHEAD_BENCH names.
func recordings(b *testing.B) map[string][]byte {
	docs := map[string][]byte{"one-line": synthetic(20000, ","), "lines": synthetic(20000, ",\n")}
	if file := os.Getenv("PLAYHEAD_BENCH"); file != "" {
		doc, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		docs["file"] = doc
		docs["file-one-line"] = bytes.ReplaceAll(doc, []byte(",\n"), []byte(","))
	}
	return docs
}

func BenchmarkIndex(b *testing.B) {
	for name, doc := range recordings(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			n := 0
			for b.Loop() {
				var x Indexer
				n = 0
				for !x.Done() {
					n += len(x.Index(doc, true, 1<<20))
				}
			}
			b.ReportMetric(float64(n), "events")
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for name, doc := range recordings(b) {
		b.Run(name, func(b *testing.B) {
			var x Indexer
			items := x.Index(doc, true, 0)
			var d Decoder
			var batch event.Batch
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			ops := 0
			for b.Loop() {
				ops = 0
				for _, it := range items {
					batch.Reset()
					d.Decode(doc[it.Start:it.End], &batch)
					ops += len(batch.Ops)
				}
			}
			perEvent := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(len(items))
			b.ReportMetric(1e9/perEvent, "events/s")
			b.ReportMetric(float64(ops), "ops")
		})
	}
}
