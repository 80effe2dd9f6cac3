package intake_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// flaky passes requests on to a server and breaks every stream off after some
// bytes; now and then it answers that it cannot.
type flaky struct {
	url    string
	after  int
	broken atomic.Int64
	calls  atomic.Int64
	sent   atomic.Int64
}

func newFlaky(t *testing.T, s *server, after int) *flaky {
	t.Helper()
	f := &flaky{after: after}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f.calls.Add(1)%4 == 2 {
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
		req, err := http.NewRequestWithContext(r.Context(), r.Method, s.url+r.URL.RequestURI(), nil)
		if err != nil {
			t.Error(err)
			return
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return
		}
		defer resp.Body.Close() //nolint:errcheck // nothing is lost with it
		for k, v := range resp.Header {
			w.Header()[k] = v
		}
		w.WriteHeader(resp.StatusCode)
		if !strings.HasSuffix(r.URL.Path, "/parcels") {
			_, _ = io.Copy(w, resp.Body)
			return
		}
		n, err := io.CopyN(w, resp.Body, int64(f.after))
		f.sent.Add(n)
		if err == nil {
			f.broken.Add(1)
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(func() {
		h.CloseClientConnections()
		h.Close()
	})
	f.url = h.URL
	return f
}
