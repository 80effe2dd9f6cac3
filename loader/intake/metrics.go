package intake

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// metrics are the server's numbers, for Prometheus.
type metrics struct {
	mu       sync.Mutex
	requests map[requestKind]int64
	bytes    atomic.Int64
	buckets  [len(bounds) + 1]atomic.Int64
	micros   atomic.Int64
	reads    atomic.Int64
}

type requestKind struct {
	track  string
	status int
}

// bounds of the histogram of how long requests took to become durable.
var bounds = [...]time.Duration{
	time.Millisecond, 2500 * time.Microsecond, 5 * time.Millisecond, 10 * time.Millisecond, 25 * time.Millisecond, 50 * time.Millisecond,
	100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond, time.Second, 2500 * time.Millisecond, 10 * time.Second,
}

// tracks that are counted by name; others, which clients choose, are "other".
var tracks = [...]string{"replay", "rum", "rrweb", "logs", "profile", "trace", "spans", "debugger", "exposures", "flagevaluation"}

// request counts a request.
func (m *metrics) request(track string, status, bytes int, took time.Duration) {
	if !slices.Contains(tracks[:], track) {
		track = "other"
	}
	m.mu.Lock()
	if m.requests == nil {
		m.requests = map[requestKind]int64{}
	}
	m.requests[requestKind{track, status}]++
	m.mu.Unlock()
	m.bytes.Add(int64(bytes))
	if status == http.StatusAccepted {
		i := 0
		for i < len(bounds) && took > bounds[i] {
			i++
		}
		m.buckets[i].Add(1)
		m.micros.Add(took.Microseconds())
	}
}

// Requests returns how many requests of a track were answered with a status.
func (s *Server) Requests(track string, status int) int64 {
	s.metrics.mu.Lock()
	defer s.metrics.mu.Unlock()
	return s.metrics.requests[requestKind{track, status}]
}

// writeMetrics answers /metrics in the text format of Prometheus.
func (s *Server) writeMetrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m := &s.metrics
	head := func(name, kind, help string) {
		fmt.Fprintf(w, "# HELP playhead_intake_%s %s\n# TYPE playhead_intake_%s %s\n", name, help, name, kind)
	}
	one := func(name, kind, help string, v int64) {
		head(name, kind, help)
		fmt.Fprintf(w, "playhead_intake_%s %d\n", name, v)
	}
	head("requests_total", "counter", "Requests that brought something, by track and answer.")
	m.mu.Lock()
	requests := maps.Clone(m.requests)
	m.mu.Unlock()
	keys := slices.SortedFunc(maps.Keys(requests), func(a, b requestKind) int {
		if a.track != b.track {
			if a.track < b.track {
				return -1
			}
			return 1
		}
		return a.status - b.status
	})
	for _, k := range keys {
		fmt.Fprintf(w, "playhead_intake_requests_total{track=%q,code=\"%d\"} %d\n", k.track, k.status, requests[k])
	}
	one("received_bytes_total", "counter", "Bytes of their bodies.", m.bytes.Load())
	head("accept_seconds", "histogram", "How long accepted requests took, from header to durable.")
	m.histogram(w)
	st := &s.store.Stats
	one("parcels_total", "counter", "Parcels made durable.", st.Parcels.Load())
	one("stored_bytes_total", "counter", "Bytes of their bodies.", st.Bytes.Load())
	one("repeats_total", "counter", "Parcels that were there already.", st.Repeats.Load())
	one("commits_total", "counter", "Writes that made parcels durable, several at once.", st.Commits.Load())
	one("store_failures_total", "counter", "Parcels that the store did not take.", st.Failures.Load())
	one("index_failures_total", "counter", "Times that the index did not answer.", st.IndexFailures.Load())
	one("expired_sessions_total", "counter", "Sessions that retention removed.", st.Expired.Load())
	one("reads_total", "counter", "Requests that read.", m.reads.Load())
	one("streams", "gauge", "Streams being read.", s.streams.Load())
	one("flight_bytes", "gauge", "Bytes of requests being taken in.", s.flight.Load())
	durable, indexed := s.store.Waiting()
	one("waiting_durable", "gauge", "Parcels that are not durable yet.", int64(durable))
	one("waiting_index", "gauge", "Durable parcels that are not indexed yet.", int64(indexed))
	if t, err := s.store.Totals(r.Context()); err == nil {
		one("sessions", "gauge", "Sessions kept.", t.Sessions)
		one("sessions_bytes", "gauge", "Bytes of their parcels.", t.Bytes)
	}
}

func (m *metrics) histogram(w io.Writer) {
	total := int64(0)
	for i, b := range bounds {
		total += m.buckets[i].Load()
		fmt.Fprintf(w, "playhead_intake_accept_seconds_bucket{le=\"%g\"} %d\n", b.Seconds(), total)
	}
	total += m.buckets[len(bounds)].Load()
	fmt.Fprintf(w, "playhead_intake_accept_seconds_bucket{le=\"+Inf\"} %d\n", total)
	fmt.Fprintf(w, "playhead_intake_accept_seconds_sum %g\nplayhead_intake_accept_seconds_count %d\n", float64(m.micros.Load())/1e6, total)
}
