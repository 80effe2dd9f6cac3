package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"playhead/engine/event"
	"playhead/engine/summary"
	"playhead/loader/container"
	"playhead/loader/intake/client"
	"playhead/loader/parcel"
)

// Follow says how long a session of a server is read.
type Follow = client.Follow

// The ways to follow a session.
const (
	FollowNever = client.FollowNever // what is there
	FollowLive  = client.FollowLive  // as long as the session goes on
	FollowOn    = client.FollowOn    // until the recording is closed
)

// Remote says how to read from an intake server.
type Remote struct {
	// Server is the base address for sources that are ids, or links to Datadog's
	// own site; "" when sources are addresses.
	Server string
	// Token is a read token, "" for servers without.
	Token string
	// Cache is a directory for what was fetched, "" for none.
	Cache  string
	Follow Follow
}

// Moment is where in a session a link points.
type Moment struct {
	View string       // the view's id, "" for none
	Time event.Millis // 0 for none
}

// IsRemote reports whether a source is to be read from a server.
func (r *Remote) IsRemote(source string) bool { return client.Remote(source, r.Server) }

// Moment returns where in the session the source points, for replay links.
func (r *Remote) Moment(source string) (Moment, error) {
	s, err := client.Parse(source, r.Server)
	return Moment{View: s.View, Time: event.Millis(s.From)}, err
}

// Sessions lists sessions of the server that match a query, those that started
// last first; most bounds their number, 0 means all.
func (r *Remote) Sessions(ctx context.Context, query string, most int) ([]summary.Session, error) {
	u, err := client.ParseServer(r.Server)
	if err != nil {
		return nil, err
	}
	c := client.Client{Server: u, Token: r.Token}
	return c.Sessions(ctx, query, most)
}

// openRemote looks a session up before anything is loaded of it, so that errors
// are told at once.
func (r *Remote) openRemote(ctx context.Context, source string) (*remote, error) {
	s, err := client.Parse(source, r.Server)
	if err != nil {
		return nil, fmt.Errorf("open %w", err)
	}
	c := &client.Client{Server: s.Server, Token: r.Token, Cache: r.Cache}
	v, err := c.Describe(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("open %w", err)
	}
	follow := r.Follow
	if follow == FollowLive && !v.Live {
		follow = FollowNever
	}
	return newRemote(v.ID, v.Size, follow, func(ctx context.Context, f func(*parcel.Parcel) error) error {
		return c.Fetch(ctx, s, v, follow, f)
	}), nil
}

// Feed hands out the parcels of one session until there are no more, or an error
// of f.
type Feed func(ctx context.Context, f func(*parcel.Parcel) error) error

// OpenFeed opens the session that feed hands out; size is how many bytes that
// is, roughly.
func OpenFeed(ctx context.Context, id string, size int64, feed Feed) (*Recording, error) {
	return open(ctx, Options{}, func(ctx context.Context, b *build) {
		b.finish([]string{id}, b.remote(ctx, newRemote(id, size, FollowNever, feed)))
	})
}

// remote is a session that is being read from a server.
type remote struct {
	id      string
	size    int64
	follow  Follow
	feed    Feed
	parcels chan *parcel.Parcel
	failed  error
}

func newRemote(id string, size int64, follow Follow, feed Feed) *remote {
	return &remote{id: id, size: size, follow: follow, feed: feed, parcels: make(chan *parcel.Parcel, 64)}
}

// goesOn reports whether more is waited for after a mark.
func (f *remote) goesOn(mark *parcel.Parcel) bool {
	return f.follow == FollowOn || f.follow == FollowLive && mark.Index == 1
}

// remote loads a session from a server.
func (b *build) remote(ctx context.Context, f *remote) error {
	b.streams = true
	b.walker.Feed(b.visit, f.size)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		f.failed = f.feed(ctx, func(p *parcel.Parcel) error {
			select {
			case f.parcels <- p:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		close(f.parcels)
	}()
	for p := range f.parcels {
		if err := b.parcel(ctx, f, p); err != nil {
			return err
		}
	}
	return f.failed
}

// parcel loads one parcel; of rrweb events it loads all that come.
func (b *build) parcel(ctx context.Context, f *remote, p *parcel.Parcel) error {
	place := "session " + p.Session
	i := container.Item{Place: place, Bytes: p.Body}
	if p.Agent != "" {
		i.Header = "User-Agent: " + strings.Map(printable, p.Agent) + "\n"
	}
	i.Target = "/?" + url.Values{"dd-evp-origin-version": {p.SDK}}.Encode()
	switch p.Kind {
	case parcel.KindMark:
		b.caughtUp(f.goesOn(p))
		return nil
	case parcel.KindSegment:
		i.Place = fmt.Sprintf("%s: view %s segment %d", place, p.View, p.Index)
		i.Part, i.Names, i.Values = "segment", []string{"segment", "event"}, [][]byte{nil, p.Meta}
	case parcel.KindImage:
		i.Place = place + ": picture"
		i.Part, i.FileName, i.Names, i.Values = "image", p.Name, []string{"image"}, [][]byte{nil}
	case parcel.KindRUM:
		i.Place = place + ": RUM events"
		plain, err := p.Plain(remotePlain)
		if err != nil {
			b.problem(i.Place, event.Problem{Kind: event.ProblemSyntax, Detail: err.Error()})
			return nil //nolint:nilerr // counted; the rest is good
		}
		i.Bytes = plain
	case parcel.KindRRWeb:
		r := &batches{b: b, f: f, next: p}
		if err := b.walker.Stream(ctx, f.id, r); err != nil {
			return err
		}
		for _, p := range r.aside {
			if err := b.parcel(ctx, f, p); err != nil {
				return err
			}
		}
		return nil
	default:
		b.dropped.add("not known", place, int64(len(p.Body)))
		return nil
	}
	return b.walker.Item(ctx, i)
}

// remotePlain bounds one batch of events when inflated.
const remotePlain = 64 << 20

func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}

// caughtUp publishes what came: nothing more is there for now. From here on what
// comes is shown as it comes, and what is missing in between is shown as
// missing; when it comes late, it takes its place.
func (b *build) caughtUp(live bool) {
	b.live = true
	b.rec.setLive(live)
	b.publish(false)
}

// batches reads batches of rrweb events as one document, one event per line. It
// is read by the loading goroutine.
type batches struct {
	b     *build
	f     *remote
	next  *parcel.Parcel
	rest  []byte
	aside []*parcel.Parcel // what is something else
}

// Read gives what has come of the next batch, and waits for one.
func (r *batches) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		q := r.next
		r.next = nil
		if q == nil {
			var ok bool
			if q, ok = <-r.f.parcels; !ok {
				return 0, io.EOF
			}
		}
		switch q.Kind {
		case parcel.KindRRWeb:
			r.rest = r.b.lines(q)
		case parcel.KindMark:
			r.b.caughtUp(r.f.goesOn(q))
		default:
			r.aside = append(r.aside, q)
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// lines returns the events of a batch, one per line.
func (b *build) lines(p *parcel.Parcel) []byte {
	place := "session " + p.Session
	plain, err := p.Plain(remotePlain)
	if err != nil {
		b.problem(place, event.Problem{Kind: event.ProblemSyntax, Detail: err.Error()})
		return nil
	}
	var out bytes.Buffer
	for raw, err := range parcel.Events(plain) {
		if err != nil {
			b.problem(place, event.Problem{Kind: event.ProblemSyntax, Detail: err.Error()})
			break
		}
		// A line feed between tokens is white space; within strings there is none.
		out.Write(bytes.ReplaceAll(raw, []byte("\n"), []byte(" ")))
		out.WriteByte('\n')
	}
	return out.Bytes()
}

var errMixed = errors.New("one session of a server at a time, and no files beside it")
