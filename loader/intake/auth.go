package intake

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"math"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// sender is who sends: an application by its client token, or anybody where the
// server is open.
type sender struct {
	app    *Application // nil: open
	bucket *bucket
}

// sender finds out who sends; nil when the token is unknown.
func (s *Server) sender(token string) *sender {
	if len(s.cfg.Applications) == 0 {
		return &s.anybody
	}
	return s.senders[token]
}

// application returns the application that a parcel belongs to, given the one it
// names; false when the sender may not send for that.
func (w *sender) application(named string) (string, bool) {
	switch {
	case w.app == nil:
		return named, true
	case named == "" || named == w.app.ID:
		return w.app.ID, true
	}
	return "", false
}

// bucket limits how often something happens.
type bucket struct {
	mu     sync.Mutex
	rate   float64 // a second; 0: no limit
	burst  float64
	tokens float64
	last   time.Time
}

// take takes one; when there is none it says how long to wait.
func (b *bucket) take(now time.Time) (wait time.Duration, ok bool) {
	if b.rate <= 0 {
		return 0, true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last.IsZero() {
		b.tokens = b.burst
	} else {
		b.tokens = min(b.burst, b.tokens+now.Sub(b.last).Seconds()*b.rate)
	}
	b.last = now
	if b.tokens >= 1 {
		b.tokens--
		return 0, true
	}
	return time.Duration(math.Ceil((1-b.tokens)/b.rate)) * time.Second, false
}

// reader is what a request may read: which applications.
type reader struct {
	all  bool
	apps []string
}

func (r *reader) allowed(application string) bool {
	return r.all || slices.Contains(r.apps, application)
}

// reader finds out what a request may read, nil for nothing. All hashes are
// compared, each in constant time, so that the time tells nothing about them.
func (s *Server) reader(r *http.Request) *reader {
	if len(s.cfg.Readers) == 0 {
		if s.ownHost(r) {
			return &reader{all: true}
		}
		return nil
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if _, password, ok := r.BasicAuth(); ok { // a browser's or curl's way to give a secret
		token = password
	}
	sum := sha256.Sum256([]byte(token))
	var found *reader
	for i, k := range s.hashes {
		if subtle.ConstantTimeCompare(sum[:], k) == 1 {
			a := s.cfg.Readers[i].Applications
			found = &reader{all: len(a) == 0, apps: a}
		}
	}
	return found
}

// ownHost reports whether a request names this server as people reach it. On an
// open server a page somewhere in the web could otherwise read, under a name of
// its own that it makes point here.
func (s *Server) ownHost(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	host = strings.Trim(host, "[]")
	listen, _, _ := net.SplitHostPort(s.cfg.Listen)
	return loopback(host) || strings.EqualFold(host, listen)
}

func readerHashes(list []Reader) [][]byte {
	out := make([][]byte, len(list))
	for i, r := range list {
		out[i], _ = hex.DecodeString(r.Hash) // checked before
	}
	return out
}
