package intake

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"playhead/loader/parcel"
	"playhead/loader/store"
)

// stream writes an answer of any length. Whoever does not read it is cut off.
type stream struct {
	w     http.ResponseWriter
	c     *http.ResponseController
	begun bool
	s     *Server
}

func (s *Server) stream(w http.ResponseWriter) *stream {
	return &stream{w: w, c: http.NewResponseController(w), s: s}
}

// writeWait is how long a client may take to read what is written at once.
const writeWait = 30 * time.Second

func (o *stream) write(parts ...[]byte) error {
	o.begun = true
	_ = o.c.SetWriteDeadline(time.Now().Add(writeWait)) // without it the server's own limit holds
	for _, b := range parts {
		if _, err := o.w.Write(b); err != nil {
			return fmt.Errorf("client: %w", err)
		}
	}
	return nil
}

func (o *stream) flush() error {
	o.begun = true
	_ = o.c.SetWriteDeadline(time.Now().Add(writeWait))
	return o.c.Flush()
}

// end ends an answer. When it is not whole, the connection breaks off, so that
// the client knows.
func (o *stream) end(r *http.Request, err error) {
	switch {
	case err == nil:
		return
	case !o.begun:
		o.s.failed(o.w, r, err)
		return
	case r.Context().Err() == nil:
		o.s.log.Warn("stream", "path", r.URL.Path, "error", err)
	}
	panic(http.ErrAbortHandler)
}

// tail follows a session from a position on.
type tail struct {
	s       *Server
	r       *http.Request
	session store.Session
	after   int64
	follow  bool
	wait    time.Duration // how long to wait for something; 0: as long as it takes
	// parcels is given what came, caught is called when that was all for now.
	parcels func([]store.Place) error
	caught  func(after int64, live bool) error
}

const (
	// pollEvery is how often the index is asked what another intake took in.
	pollEvery = 200 * time.Millisecond
	// beatEvery is how often a quiet stream says that it is still there.
	beatEvery = 10 * time.Second
	tailMost  = 200 // parcels at once
	// overAfter is how long nothing must have come of a session for those who
	// follow it to be told that it is over: as long as SDKs keep a session that
	// nobody uses.
	overAfter = 15 * time.Minute
)

// run goes on until the client goes, the server stops or, without follow, the
// end of what is there.
func (t *tail) run() error {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	var over <-chan time.Time
	if t.wait > 0 {
		over = time.After(t.wait)
	}
	beat, told := time.Now(), false
	for {
		changed := t.s.store.Changed()
		list, err := t.s.store.Places(t.r.Context(), t.session.Application, t.session.ID, t.after, tailMost)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			if err := t.parcels(list); err != nil {
				return err
			}
			t.after, told = list[len(list)-1].Seq, false
			if t.wait > 0 && len(list) < tailMost {
				return t.caught(t.after, true)
			}
			continue
		}
		if !t.follow && t.wait == 0 {
			return t.caught(t.after, false)
		}
		if !told || time.Since(beat) >= beatEvery {
			live := true
			if v, err := t.s.store.Session(t.r.Context(), t.session.ID, func(a string) bool { return a == t.session.Application }); err == nil {
				live = time.UnixMilli(v.Received[1]).Add(overAfter).After(t.s.cfg.Now())
			}
			if err := t.caught(t.after, live); err != nil {
				return err
			}
			told, beat = true, time.Now()
		}
		select {
		case <-changed:
		case <-poll.C:
		case <-over:
			return t.caught(t.after, true)
		case <-t.s.ending:
			return nil
		case <-t.r.Context().Done():
			return t.r.Context().Err()
		}
	}
}

// tail reads what a request says of where to begin and how long to go on.
func (s *Server) tail(r *http.Request, v store.Session) (*tail, error) {
	q := r.URL.Query()
	t := &tail{s: s, r: r, session: v, follow: q.Get("follow") == "1"}
	after := q.Get("after")
	if after == "" {
		after = r.Header.Get("Last-Event-ID")
	}
	var err error
	if after != "" {
		if t.after, err = strconv.ParseInt(after, 10, 64); err != nil {
			return nil, fmt.Errorf("%w: after %q is not a position", errQuery, after)
		}
	}
	if e := q.Get("epoch"); e != "" && e != v.Epoch {
		t.after = 0 // positions of an earlier index mean nothing
	}
	if wait := q.Get("wait"); wait != "" {
		if t.wait, err = time.ParseDuration(wait); err != nil || t.wait <= 0 || t.wait > 5*time.Minute {
			return nil, fmt.Errorf("%w: wait %q is not a time like 20s, 5m at most", errQuery, wait)
		}
	}
	return t, nil
}

// admitted limits the streams that are read at once.
func (s *Server) admitted(w http.ResponseWriter) bool {
	if s.streams.Add(1) <= int64(s.cfg.Limits.Streams) {
		return true
	}
	w.Header().Set("Retry-After", "5")
	http.Error(w, "too many streams are read", http.StatusTooManyRequests)
	return false
}

// parcels answers with the session's parcels in the order in which they came,
// each with its label and checksum. A mark says that nothing more is there yet.
// With follow=1 the answer goes on as parcels come; with wait=20s it waits that
// long for the first.
func (s *Server) parcels(w http.ResponseWriter, r *http.Request, v store.Session) {
	defer s.streams.Add(-1)
	if !s.admitted(w) {
		return
	}
	t, err := s.tail(r, v)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/vnd.playhead.parcels")
	w.Header().Set("Playhead-Epoch", v.Epoch)
	w.Header().Set("Cache-Control", "no-store")
	out := s.stream(w)
	t.parcels = func(list []store.Place) error {
		err := s.store.Read(r.Context(), list, func(p *parcel.Parcel) error {
			if p.Kind == parcel.KindRUM && len(p.Sessions) > 0 {
				b, err := s.ownEvents(p, v.ID)
				if err != nil {
					return err
				}
				p.Body, p.Deflated, p.Sessions, p.Session = b, false, nil, v.ID
			}
			head, err := p.Encode()
			if err != nil {
				return err
			}
			return out.write(head, p.Body)
		})
		return errors.Join(err, out.flush())
	}
	t.caught = func(after int64, live bool) error {
		m := parcel.Parcel{Kind: parcel.KindMark, Seq: after, Received: s.cfg.Now().UnixMilli()}
		if live {
			m.Index = 1
		}
		head, err := m.Encode()
		if err != nil {
			return err
		}
		return errors.Join(out.write(head), out.flush())
	}
	out.end(r, t.run())
}

// arrival is what /live tells of a parcel.
type arrival struct {
	Seq      int64  `json:"seq"`
	Kind     string `json:"kind"`
	View     string `json:"view,omitzero"`
	Index    int    `json:"index"`
	Start    int64  `json:"start"`
	End      int64  `json:"end"`
	Received int64  `json:"received"`
	Snapshot bool   `json:"snapshot,omitzero"`
	Bytes    int64  `json:"bytes"`
}

// live answers with what comes, as server-sent events: what it is and when, not
// the bytes.
func (s *Server) live(w http.ResponseWriter, r *http.Request, v store.Session) {
	defer s.streams.Add(-1)
	if !s.admitted(w) {
		return
	}
	t, err := s.tail(r, v)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	t.follow = t.wait == 0
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := s.stream(w)
	t.parcels = func(list []store.Place) error {
		for _, p := range list {
			b, err := json.Marshal(arrival{p.Seq, p.Kind.String(), p.View, p.Index, p.Start, p.End, p.Received, p.Snapshot, p.Bytes})
			if err != nil {
				return err
			}
			if err := out.write(fmt.Appendf(nil, "id: %d\nevent: %s\ndata: %s\n\n", p.Seq, p.Kind, b)); err != nil {
				return err
			}
		}
		return out.flush()
	}
	t.caught = func(int64, bool) error { return errors.Join(out.write([]byte(": all there is\n\n")), out.flush()) }
	out.end(r, t.run())
}
