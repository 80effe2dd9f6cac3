package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"playhead/loader/store"
)

// Server is the intake: an [http.Handler] and how to run it.
type Server struct {
	cfg     Config
	store   *store.Store
	log     *slog.Logger
	senders map[string]*sender
	anybody sender
	hashes  [][]byte
	bodies  sync.Pool // of *[]byte
	flight  atomic.Int64
	streams atomic.Int64
	metrics metrics
	mux     *http.ServeMux
	// ending is closed when the server is to stop: streams end, health says so.
	ending chan struct{}
	once   sync.Once
}

// New returns a server over a store. The configuration must be right
// ([Config.Check]).
func New(cfg Config, st *store.Store) (*Server, error) {
	if err := cfg.Check(); err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, store: st, log: cfg.Log, hashes: readerHashes(cfg.Readers), senders: map[string]*sender{}, ending: make(chan struct{})}
	l := cfg.Limits
	s.anybody.bucket = &bucket{rate: l.Rate, burst: l.Burst}
	for i := range cfg.Applications {
		a := &cfg.Applications[i]
		w := &sender{app: a, bucket: &bucket{rate: l.Rate, burst: l.Burst}}
		if a.Rate > 0 {
			w.bucket = &bucket{rate: a.Rate, burst: max(1, 10*a.Rate)}
		}
		for _, t := range a.Tokens {
			s.senders[t] = w
		}
	}
	s.routes()
	return s, nil
}

// ServeHTTP takes in what is sent, from whatever path, and answers what is asked.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost || r.Method == http.MethodOptions {
		if t := findTarget(r); t != nil {
			s.ingest(w, r, t)
			return
		}
	}
	s.mux.ServeHTTP(w, r)
}

// ingest answers a request that brings something.
func (s *Server) ingest(w http.ResponseWriter, r *http.Request, t *target) {
	who := s.sender(t.token)
	origin := r.Header.Get("Origin")
	if who != nil && origin != "" && (who.app == nil || who.app.allowed(origin)) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Allow-Credentials", "true") // beacons are sent with credentials
		h.Add("Vary", "Origin")
	}
	if r.Method == http.MethodOptions {
		preflight(w, r)
		return
	}
	start := time.Now()
	status := http.StatusAccepted
	n, err := s.accept(r, t, who, origin)
	var no *refusal
	switch {
	case err == nil || errors.Is(err, errIgnored):
	case errors.As(err, &no):
		status = no.status
	default:
		status = http.StatusServiceUnavailable // the SDK tries again
	}
	s.metrics.request(t.track, status, n, time.Since(start))
	if status == http.StatusAccepted {
		w.WriteHeader(status)
		return
	}
	s.log.Log(r.Context(), level(status), "refused", "status", status, "track", short(t.track), "reason", err, "remote", r.RemoteAddr)
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		if w.Header().Get("Retry-After") == "" {
			w.Header().Set("Retry-After", s.retryAfter(err))
		}
	}
	if status == http.StatusRequestEntityTooLarge || status == http.StatusRequestTimeout {
		w.Header().Set("Connection", "close") // the rest of the body is not read
	}
	reason := err.Error()
	if no == nil {
		reason = "not stored; try again"
	}
	http.Error(w, reason, status)
}

func level(status int) slog.Level {
	if status >= 500 {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// busy is a refusal because of a limit, and how long to wait.
type busy struct {
	refusal
	wait time.Duration
}

func (b *busy) Unwrap() error { return &b.refusal }

func tooMany(wait time.Duration, reason string) error {
	return &busy{refusal{http.StatusTooManyRequests, reason}, max(wait, time.Second)}
}

// retryAfter says how many seconds to wait.
func (s *Server) retryAfter(err error) string {
	var b *busy
	if errors.As(err, &b) {
		return strconv.Itoa(int(b.wait / time.Second))
	}
	return "2"
}

// preflight answers what browsers ask before some requests.
func preflight(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if h.Get("Access-Control-Allow-Origin") == "" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	h.Set("Access-Control-Allow-Methods", "POST, OPTIONS")
	if want := r.Header.Get("Access-Control-Request-Headers"); want != "" {
		h.Set("Access-Control-Allow-Headers", want)
	}
	if r.Header.Get("Access-Control-Request-Private-Network") == "true" {
		h.Set("Access-Control-Allow-Private-Network", "true")
	}
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
}

// accept takes a request's body in. It returns when the body is durable, or says
// why it is not.
func (s *Server) accept(r *http.Request, t *target, who *sender, origin string) (n int, err error) {
	switch {
	case who == nil:
		return 0, refuse(http.StatusForbidden, "unknown client token")
	case who.app != nil && !who.app.allowed(origin):
		return 0, refuse(http.StatusForbidden, "origin %s may not send for this application", short(origin))
	}
	if wait, ok := who.bucket.take(s.cfg.Now()); !ok {
		return 0, tooMany(wait, "more requests than the application may send")
	}
	size := r.ContentLength
	if size < 0 {
		size = s.cfg.Limits.Body
	}
	if size > s.cfg.Limits.Body {
		return 0, refuse(http.StatusRequestEntityTooLarge, "the body has %d bytes, more than %d", size, s.cfg.Limits.Body)
	}
	if s.flight.Add(size) > s.cfg.Limits.Flight {
		s.flight.Add(-size)
		return 0, tooMany(time.Second, "too much is being taken in")
	}
	defer s.flight.Add(-size)
	buf, _ := s.bodies.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	defer func() {
		if cap(*buf) <= 1<<20 {
			s.bodies.Put(buf)
		}
	}()
	body, err := readBody(r, *buf, s.cfg.Limits.Body)
	*buf = body[:0]
	if err != nil {
		return len(body), err
	}
	if len(body) == 0 {
		return 0, refuse(http.StatusBadRequest, "an empty body")
	}
	p, err := s.parcel(r, t, who, body)
	if err != nil {
		return len(body), err
	}
	return len(body), s.store.Add(p)
}

// clientOf names the browser that sent a request, as far as that can be told.
func clientOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if f := r.Header.Get("X-Forwarded-For"); f != "" {
		host = f
	}
	sum := sha256.Sum256([]byte(host + "\x00" + r.UserAgent()))
	return hex.EncodeToString(sum[:6])
}

// Run serves on the configured address until ctx ends, then stops: requests that
// are under way are answered. started is told the address.
func (s *Server) Run(ctx context.Context, started func(base *url.URL)) error {
	lc := net.ListenConfig{}
	l, err := lc.Listen(ctx, "tcp", s.cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	return s.Serve(ctx, l, started)
}

// Serve serves on a listener.
func (s *Server) Serve(ctx context.Context, l net.Listener, started func(base *url.URL)) error {
	limits := s.cfg.Limits
	srv := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: limits.Read, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: limits.Header,
		ErrorLog:    log.New(logWriter{s.log}, "", 0),
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	base := &url.URL{Scheme: "http", Host: l.Addr().String()}
	failed := make(chan error, 1)
	go func() {
		if s.cfg.CertFile != "" {
			failed <- srv.ServeTLS(l, s.cfg.CertFile, s.cfg.KeyFile)
			return
		}
		failed <- srv.Serve(l)
	}()
	if s.cfg.CertFile != "" {
		base.Scheme = "https"
	}
	if started != nil {
		started(base)
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.log.Info("stopping")
	s.end()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	if err := srv.Shutdown(end); err != nil {
		return errors.Join(fmt.Errorf("stop: %w", err), srv.Close())
	}
	return nil
}

func (s *Server) end() { s.once.Do(func() { close(s.ending) }) }

// logWriter passes on what net/http has to say.
type logWriter struct{ log *slog.Logger }

func (w logWriter) Write(b []byte) (int, error) {
	w.log.Debug("http", "message", strings.TrimSpace(string(b)))
	return len(b), nil
}
