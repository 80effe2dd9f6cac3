package intake_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"playhead/loader/intake"
	"playhead/loader/store"
)

// BenchmarkReplay takes segments of 24 kB in, from 64 clients at once: parsed,
// durable, indexed.
func BenchmarkReplay(b *testing.B) {
	st, err := store.Open(b.Context(), store.Options{Store: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close() //nolint:errcheck // nothing is lost with it
	s, err := intake.New(intake.Config{}, st)
	if err != nil {
		b.Fatal(err)
	}
	segment := make([]byte, 24_000)
	r := rand.NewChaCha8([32]byte{})
	_, _ = r.Read(segment)
	segment[0], segment[1] = 0x78, 0x9c
	mark := []byte("@@@@@@@@@@@@")
	f := form(part{"segment", "x", segment}, part{"event", "blob", fmt.Appendf(nil, `{"application":{"id":"app"},"session":{"id":"s-%s"},"view":{"id":"v"},"start":1700000000000,"end":1700000004000,"records_count":3,"index_in_view":%s}`, mark, mark)})
	f.body = bytes.Replace(f.body, mark, []byte("000000000000"), 1)
	at := bytes.Index(f.body, mark)
	var n atomic.Int64
	b.SetBytes(int64(len(f.body)))
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		body := bytes.Clone(f.body)
		for pb.Next() {
			i := n.Add(1)
			copy(body[at:], fmt.Sprintf("  1%09d", i))
			req := httptest.NewRequest(http.MethodPost, f.path, bytes.NewReader(body))
			req.Header = f.header
			w := httptest.NewRecorder()
			s.ServeHTTP(w, req)
			if w.Code != http.StatusAccepted {
				b.Fatalf("%d %s", w.Code, w.Body)
			}
		}
	})
	b.ReportMetric(float64(st.Stats.Parcels.Load())/float64(max(1, st.Stats.Commits.Load())), "parcels/sync")
}
