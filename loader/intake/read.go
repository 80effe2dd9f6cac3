package intake

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"playhead/loader/parcel"
	"playhead/loader/rum"
	"playhead/loader/store"
)

// routes says what is answered where.
func (s *Server) routes() {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", s.home)
	m.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	m.HandleFunc("GET /readyz", s.ready)
	m.HandleFunc("GET /metrics", s.guarded(s.writeMetrics))
	m.HandleFunc("GET /sessions", s.guarded(s.list))
	m.HandleFunc("GET /sessions/{id}", s.session(s.describe))
	m.HandleFunc("GET /sessions/{id}/segments", s.session(s.segments))
	m.HandleFunc("GET /sessions/{id}/rum", s.session(s.rum))
	m.HandleFunc("GET /sessions/{id}/parcels", s.session(s.parcels))
	m.HandleFunc("GET /sessions/{id}/live", s.session(s.live))
	m.HandleFunc("PUT /sessions/{id}/pin", s.session(s.pin))
	m.HandleFunc("DELETE /sessions/{id}/pin", s.session(s.pin))
	m.HandleFunc("GET /rum/replay/sessions/{id}", s.session(s.link))
	if s.cfg.Demo != nil {
		m.Handle("/demo/", http.StripPrefix("/demo", s.cfg.Demo))
	}
	s.mux = m
}

func (s *Server) home(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprint(w, help)
}

// help is the API in short.
const help = `Playhead intake: takes session-replay recordings in, keeps them, hands them out.

send    POST /?ddforward=…  POST /api/v2/<track>  POST /rrweb/<session id>
read    GET /sessions?q=QUERY&limit=N&after=CURSOR
        GET /sessions/<id>
        GET /sessions/<id>/segments?view=ID&from=MS    the recording as one stream, for playhead -
        GET /sessions/<id>/rum                         its RUM events, one per line
        GET /sessions/<id>/live?after=SEQ              what comes, as server-sent events
        GET /sessions/<id>/parcels?after=SEQ&follow=1  everything with its labels, what a player fetches
        PUT, DELETE /sessions/<id>/pin                 keep it whatever retention says
state   GET /healthz  /readyz  /metrics
`

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	err := s.store.Check(r.Context())
	select {
	case <-s.ending:
		err = errors.New("stopping")
	default:
	}
	if err != nil {
		s.log.Warn("not ready", "error", err)
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// guarded lets only readers through.
func (s *Server) guarded(f http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if s.reader(r) == nil {
			s.unauthorized(w, r)
			return
		}
		s.metrics.reads.Add(1)
		f(w, r)
	}
}

func (s *Server) unauthorized(w http.ResponseWriter, r *http.Request) {
	if len(s.cfg.Readers) == 0 {
		http.Error(w, fmt.Sprintf("this server has no read tokens and answers under its own name only, not %q", r.Host), http.StatusForbidden)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="playhead"`)
	http.Error(w, "a read token is needed", http.StatusUnauthorized)
}

// session looks the session up that a path names; those that the reader may not
// see do not exist for it.
func (s *Server) session(f func(http.ResponseWriter, *http.Request, store.Session)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who := s.reader(r)
		if who == nil {
			s.unauthorized(w, r)
			return
		}
		s.metrics.reads.Add(1)
		id, app := r.PathValue("id"), r.URL.Query().Get("application")
		v, err := store.Session{}, store.ErrNoSession
		if parcel.ValidID(id) && !strings.HasPrefix(id, "~") {
			v, err = s.store.Session(r.Context(), id, func(a string) bool { return who.allowed(a) && (app == "" || a == app) })
		}
		if err != nil {
			s.failed(w, r, err)
			return
		}
		f(w, r, v)
	}
}

// failed answers with an error.
func (s *Server) failed(w http.ResponseWriter, r *http.Request, err error) {
	status, reason := http.StatusInternalServerError, "something failed; the log says what"
	switch {
	case r.Context().Err() != nil:
		return
	case errors.Is(err, store.ErrNoSession):
		status, reason = http.StatusNotFound, err.Error()
	case errors.Is(err, store.ErrCursor), errors.Is(err, errQuery):
		status, reason = http.StatusBadRequest, err.Error()
	default:
		s.log.Error("read", "path", r.URL.Path, "error", err)
	}
	http.Error(w, reason, status)
}

func writeJSON(w http.ResponseWriter, v any) {
	b, err := json.Marshal(v, jsontext.WithIndent("  "), json.Deterministic(true), jsontext.EscapeForHTML(true))
	if err != nil {
		http.Error(w, "not JSON: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(append(b, '\n'))
}

// Listing is what /sessions answers.
type Listing struct {
	Sessions []store.Session `json:"sessions"`
	// Next is the cursor of the next page, "" at the end.
	Next string `json:"next,omitzero"`
}

var errQuery = errors.New("query")

func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	find := store.Find{After: q.Get("after"), Limit: 100}
	if v := q.Get("limit"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			s.failed(w, r, fmt.Errorf("%w: limit %q is not a number from 1 on", errQuery, v))
			return
		}
		find.Limit = n
	}
	if who := s.reader(r); who != nil && !who.all {
		find.Applications = append([]string{}, who.apps...)
	}
	find.Prepare = func(v *store.Session) { v.Source = s.base(r) + "/sessions/" + v.ID }
	if err := addQuery(&find, q.Get("q")); err != nil {
		s.failed(w, r, fmt.Errorf("%w: %w", errQuery, err))
		return
	}
	list, next, err := s.store.List(r.Context(), find)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	writeJSON(w, Listing{Sessions: append([]store.Session{}, list...), Next: next})
}

// base is the address under which the server was reached.
func (s *Server) base(r *http.Request) string {
	u := url.URL{Scheme: "http", Host: r.Host}
	if r.TLS != nil {
		u.Scheme = "https"
	}
	return u.String()
}

// Description is what /sessions/<id> answers.
type Description struct {
	store.Session
	ViewList []store.View `json:"viewList"`
}

func (s *Server) describe(w http.ResponseWriter, r *http.Request, v store.Session) {
	views, err := s.store.Views(r.Context(), v.Application, v.ID)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	v.Source = s.base(r) + "/sessions/" + v.ID
	writeJSON(w, Description{Session: v, ViewList: views})
}

func (s *Server) pin(w http.ResponseWriter, r *http.Request, v store.Session) {
	if err := s.store.Pin(r.Context(), v, r.Method == http.MethodPut); err != nil {
		s.failed(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// link answers a replay link that somebody opened in a browser.
func (s *Server) link(w http.ResponseWriter, r *http.Request, _ store.Session) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "Play this session in a terminal:\n\n    playhead '%s'\n", strings.ReplaceAll(s.base(r)+r.URL.RequestURI(), "'", "%27"))
}

// segments answers with the recording as one stream: Datadog segments one after
// the other, compressed as they were sent, or rrweb events, one per line.
func (s *Server) segments(w http.ResponseWriter, r *http.Request, v store.Session) {
	kind := parcel.KindSegment
	if v.Format == "rrweb" {
		kind = parcel.KindRRWeb
	}
	list, err := s.store.Replay(r.Context(), v.Application, v.ID, kind)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	q := r.URL.Query()
	if list, err = from(list, q.Get("view"), q.Get("from")); err != nil {
		s.failed(w, r, err)
		return
	}
	out := s.stream(w)
	if kind == parcel.KindRRWeb {
		w.Header().Set("Content-Type", "application/x-ndjson")
		err = s.store.Read(r.Context(), list, func(p *parcel.Parcel) error { return s.writeEvents(out, p) })
	} else {
		w.Header().Set("Content-Type", "application/octet-stream")
		err = s.store.Read(r.Context(), list, func(p *parcel.Parcel) error { return out.write(p.Body) })
	}
	out.end(r, err)
}

// from leaves out what comes before a view, or before the last snapshot at or
// before a time.
func from(list []store.Place, view, at string) ([]store.Place, error) {
	if view != "" {
		for i := range list {
			if list[i].View == view {
				list = list[i:]
				break
			}
			if i == len(list)-1 {
				return nil, fmt.Errorf("%w: the session has no view %q", errQuery, view)
			}
		}
	}
	if at == "" {
		return list, nil
	}
	t, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: from %q is not a time in ms since the epoch", errQuery, at)
	}
	start := 0
	for i := range list {
		if list[i].Snapshot && list[i].Start <= t {
			start = i
		}
	}
	return list[start:], nil
}

// writeEvents writes the rrweb events of a batch, one per line.
func (s *Server) writeEvents(out *stream, p *parcel.Parcel) error {
	plain, err := p.Plain(s.cfg.Limits.Inflated)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for raw, err := range parcel.Events(plain) {
		if err != nil {
			return err
		}
		line := jsontext.Value(bytes.Clone(raw))
		if bytes.ContainsAny(raw, "\n\r") {
			if err := line.Compact(); err != nil {
				return err
			}
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	return out.write(b.Bytes())
}

// rum answers with the session's RUM events, one per line.
func (s *Server) rum(w http.ResponseWriter, r *http.Request, v store.Session) {
	list, err := s.store.Replay(r.Context(), v.Application, v.ID, parcel.KindRUM)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := s.stream(w)
	err = s.store.Read(r.Context(), list, func(p *parcel.Parcel) error {
		b, err := s.ownEvents(p, v.ID)
		if err != nil {
			return err
		}
		return out.write(b)
	})
	out.end(r, err)
}

// ownEvents returns the lines of a batch of RUM events that belong to a session.
func (s *Server) ownEvents(p *parcel.Parcel, session string) ([]byte, error) {
	plain, err := p.Plain(s.cfg.Limits.Inflated)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for line := range bytes.Lines(plain) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if e, err := rum.Parse(line); err == nil && e.Session == session {
			b.Write(line)
			b.WriteByte('\n')
		}
	}
	return b.Bytes(), nil
}
