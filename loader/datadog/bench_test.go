package datadog

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"playhead/engine/event"
)

// synthetic makes a file of segments of one view: a snapshot of Changes with
// 2,000 rows, then n change and pointer records.
func synthetic(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"records":[{"type":4,"data":{"href":"https://a.example/","width":1280,"height":800},"timestamp":1000},`)
	b.WriteString(`{"type":2,"format":1,"data":[[11,[1,"#document","HTML","TR","#text"],[2,"class","data-key"],[3,"row item"]],[1,[null,0],[1,1]`)
	for i := range 2000 {
		fmt.Fprintf(&b, `,[%d,2,[4,6],[5,"k%d"]],[1,3,"Cell %d"]`, 1+2*i, i, i)
	}
	b.WriteString(`]],"timestamp":1001}`)
	strings, segment := 7, 0
	for i := range n {
		if i%400 == 399 {
			fmt.Fprintf(&b, `],"start":1000,"end":%d,"index_in_view":%d,"view":{"id":"v"}}`+"\n", 1001+i, segment)
			b.WriteString(`{"records":[{"type":6,"data":{"has_focus":true},"timestamp":1000}`)
			segment++
		}
		if i%2 == 0 {
			fmt.Fprintf(&b, `,{"data":{"source":1,"positions":[{"id":%d,"timeOffset":0,"x":%d,"y":%d}]},"type":3,"timestamp":%d}`, 2+i%4000, i%1280, i%800, 1002+i)
			continue
		}
		fmt.Fprintf(&b, `,{"data":[[11,[4,"Value %d"]],[4,[%d,%d]],[3,[%d,[4,"row flash"]]]],"type":12,"timestamp":%d}`, i, 3+2*(i%2000), strings, 2+2*(i%2000), 1002+i)
		strings++
	}
	fmt.Fprintf(&b, `],"start":1000,"end":%d,"index_in_view":%d,"view":{"id":"v"}}`+"\n", 1002+n, segment)
	return b.Bytes()
}

// recordings are what the benchmarks run on: made here, and the file of
// segments that PLAYHEAD_BENCH names.
func recordings(b *testing.B) map[string][]byte {
	docs := map[string][]byte{"changes": synthetic(40000)}
	if file := os.Getenv("PLAYHEAD_BENCH"); file != "" {
		doc, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		docs["file"] = doc
	}
	return docs
}

func stream(doc []byte) *Stream {
	s := new(Stream)
	for at := 0; at < len(doc); {
		var seg *Segment
		if seg, at = Index(doc, at); seg != nil {
			s.Append(seg, document(doc))
		}
	}
	return s
}

func BenchmarkIndex(b *testing.B) {
	for name, doc := range recordings(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n = stream(doc).Len()
			}
			b.ReportMetric(float64(n), "records")
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for name, doc := range recordings(b) {
		b.Run(name, func(b *testing.B) {
			s := stream(doc)
			if p := s.Problems(); len(p) > 0 {
				b.Fatal(p)
			}
			var batch event.Batch
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				for i := range s.Len() {
					batch.Reset()
					if err := s.Decode(i, &batch); err != nil || len(batch.Problems) > 0 {
						b.Fatal(err, batch.Problems)
					}
				}
			}
			perRecord := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(s.Len())
			b.ReportMetric(1e9/perRecord, "records/s")
		})
	}
}
