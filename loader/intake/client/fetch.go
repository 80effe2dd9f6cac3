package client

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"playhead/loader/parcel"
)

// Follow says how long a fetch goes on.
type Follow uint8

// The ways to follow.
const (
	FollowNever Follow = iota // what is there
	FollowLive                // as long as the session goes on
	FollowOn                  // until it is ended
)

// Fetch hands the parcels of a session to f, in the order in which they were
// taken in, and a mark whenever that is all for now. An error of f ends it.
func (c *Client) Fetch(ctx context.Context, s Source, session Session, follow Follow, f func(*parcel.Parcel) error) error {
	fail := func(err error) error {
		return fmt.Errorf("%s: %w", c.Server.JoinPath("sessions", s.Session).Redacted(), err)
	}
	g := fetch{c: c, s: s, session: session, follow: follow, f: f}
	kept, err := c.openCache(session)
	if err != nil {
		kept = nil // fetching does without
	}
	g.cache = kept
	defer kept.close()
	if err := kept.replay(func(p *parcel.Parcel) error {
		if err := f(p); err != nil {
			return final{err}
		}
		g.after = p.Seq
		return nil
	}); err != nil {
		return unwrapFinal(err)
	}
	for n := 0; ; n++ {
		before := g.after
		err := g.stream(ctx)
		var no final
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			return nil
		case errors.As(err, &no):
			return fail(unwrapFinal(err))
		}
		if g.after > before || g.marked {
			n, g.marked = 0, false
		}
		if n+1 >= attempts && follow == FollowNever {
			return fail(err)
		}
		if err := c.pause(ctx, n, err); err != nil {
			return err
		}
	}
}

func unwrapFinal(err error) error {
	var f final
	if errors.As(err, &f) {
		return f.error
	}
	return err
}

// fetch is the state of one fetch over all its connections.
type fetch struct {
	c       *Client
	s       Source
	session Session
	follow  Follow
	after   int64
	marked  bool // the server answered on this connection
	cache   *cache
	f       func(*parcel.Parcel) error
}

// silence is how long a stream that is followed may say nothing: the server
// says something every ten seconds.
const silence = 25 * time.Second

// stream reads one answer. It returns nil when the fetch is complete.
func (g *fetch) stream(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	q := url.Values{"after": {strconv.FormatInt(g.after, 10)}, "epoch": {g.session.Epoch}, "application": {g.session.Application}}
	if g.follow != FollowNever {
		q.Set("follow", "1")
	}
	resp, err := g.c.get(ctx, "sessions/"+g.s.Session+"/parcels", q)
	if err != nil {
		return err
	}
	defer resp.Body.Close() //nolint:errcheck // read only
	if e := resp.Header.Get("Playhead-Epoch"); e != g.session.Epoch {
		g.session.Epoch, g.after = e, 0 // the index was made anew: what comes again is known again
		g.cache.drop()
	}
	quiet := time.AfterFunc(silence, cancel)
	defer quiet.Stop()
	r := bufio.NewReaderSize(&alive{resp.Body, quiet}, 256<<10)
	for {
		p, raw, err := readParcel(r)
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF // without a mark
		}
		if err != nil {
			return err
		}
		g.marked = true
		if p.Kind == parcel.KindMark {
			if err := g.f(p); err != nil {
				return final{err}
			}
			if g.follow == FollowNever || g.follow == FollowLive && p.Index == 0 {
				return nil
			}
			continue
		}
		if p.Seq <= g.after {
			continue
		}
		g.cache.add(raw)
		if err := g.f(p); err != nil {
			return final{err}
		}
		g.after = p.Seq
	}
}

// alive puts the end of patience off with everything that comes.
type alive struct {
	r     io.Reader
	quiet *time.Timer
}

func (a *alive) Read(b []byte) (int, error) {
	n, err := a.r.Read(b)
	if n > 0 {
		a.quiet.Reset(silence)
	}
	return n, err
}

// readParcel reads the next parcel, and its encoding.
func readParcel(r io.Reader) (*parcel.Parcel, []byte, error) {
	var head [parcel.Preamble]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, nil, err
	}
	_, size, err := parcel.Size(head[:])
	if err != nil {
		return nil, nil, final{fmt.Errorf("not the stream of an intake: %w", err)}
	}
	raw := make([]byte, size)
	copy(raw, head[:])
	if _, err := io.ReadFull(r, raw[parcel.Preamble:]); err != nil {
		return nil, nil, io.ErrUnexpectedEOF
	}
	p, _, err := parcel.Decode(raw)
	return p, raw, err
}
