package loader

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"playhead/engine/event"
)

// Piece is what one file holds of one session.
type Piece struct {
	// Session is its id. Files of Datadog sessions belong together when they have
	// the same; "" stands for parts that do not say it.
	Session    string
	Format     Format
	Start, End event.Millis
	// Origin is that of the first address (rrweb).
	Origin string
	// Begins says that it begins with a page, so that nothing has to come before
	// it.
	Begins bool
	// Parts counts segments or documents; 0 when only RUM events are there.
	Parts int
}

// Probed is what [Probe] found in a file.
type Probed struct {
	Pieces []Piece
	// Beside says that the file holds parts of recordings that do not say which
	// session they belong to: pictures.
	Beside bool
	// Page says that it is a plain HTML page.
	Page bool
	// Looks says what it looks like instead of a recording, "" when it is one.
	Looks string
}

// Probe finds out what sessions a file holds, and nothing else of it.
func Probe(ctx context.Context, path string) (Probed, error) {
	b := newBuild(newRecording(func() {}), Options{})
	b.whole = true
	if err := b.walker.Walk(ctx, []string{path}, b.visit); err != nil {
		return Probed{}, err
	}
	p := Probed{Beside: len(b.rec.pictures) > 0, Page: b.html != nil}
	for _, s := range b.sessions {
		if s.format == FormatUnknown && s.rum.Len() == 0 && len(s.entries) == 0 {
			continue
		}
		piece := Piece{Session: s.id, Format: s.format, Start: s.start, End: s.end, Origin: s.origin, Begins: s.begins(b), Parts: s.segments}
		if s.format == FormatRRWeb {
			piece.Session = "" // the name of the file, no id
		}
		p.Pieces = append(p.Pieces, piece)
	}
	if len(b.homeless) > 0 && !slices.ContainsFunc(p.Pieces, func(p Piece) bool { return p.Session == "" && p.Format == FormatDatadog }) {
		p.Pieces = append(p.Pieces, Piece{Format: FormatDatadog, Parts: len(b.homeless)})
	}
	for _, m := range b.metadata {
		if !slices.ContainsFunc(p.Pieces, func(p Piece) bool { return p.Session == m.session }) {
			p.Pieces = append(p.Pieces, Piece{Session: m.session, Start: m.start, End: m.end})
		}
	}
	if len(p.Pieces) == 0 && !p.Beside && !p.Page {
		p.Looks = b.looks
		if p.Looks == "" {
			p.Looks = "nothing"
			if len(b.dropped.list) > 0 {
				p.Looks = b.dropped.list[0].Reason
			}
		}
	}
	return p, nil
}

// begins reports whether what is there of a session begins with a page.
func (ses *session) begins(b *build) bool {
	if ses.format != FormatRRWeb {
		return ses.snapshots > 0
	}
	for _, c := range b.chunks {
		if c.session == ses {
			return c.snapshot
		}
	}
	return false
}

// OpenAll loads the sources and returns a recording of every session in them
// that can be shown, in order of their start. All of it is loaded when it
// returns. Options.Session restricts it to one. When there is none, the error is
// that of [Open]; when loading broke off, what could be read is returned, and
// its Err says why.
func OpenAll(ctx context.Context, sources []string, opts Options) ([]*Recording, error) {
	if len(sources) == 0 {
		return nil, errNoSources
	}
	if slices.ContainsFunc(sources, opts.Remote.IsRemote) {
		return openRemoteWhole(ctx, sources, opts)
	}
	b := newBuild(newRecording(func() {}), opts)
	b.whole = true
	b.streams = slices.Contains(sources, "-")
	master := b.rec
	walked := b.walker.Walk(ctx, sources, b.visit)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	b.settle()
	if b.chosen() == nil && b.html != nil && walked == nil {
		b.still()
	}
	var out []*Recording
	for _, s := range b.sessions {
		if s.snapshots == 0 && s.page == nil || opts.Session != "" && !strings.HasPrefix(s.id, opts.Session) {
			continue
		}
		rec := newRecording(func() {})
		rec.walker, rec.pictures = b.walker, master.pictures
		b.rec, b.only, b.ready, b.readyCh = rec, s, false, make(chan struct{})
		b.publish(true)
		rec.end(walked, b.problems.problems(), b.dropped.dropped())
		close(rec.done)
		if rec.Info().FullSnapshots > 0 {
			out = append(out, rec)
		}
	}
	if len(out) == 0 {
		if walked != nil {
			return nil, fmt.Errorf("open %s: %w", sources[0], walked)
		}
		b.only = nil
		return nil, b.nothing(strings.Join(sources, " "))
	}
	slices.SortStableFunc(out, func(a, b *Recording) int { return int(a.Info().Start - b.Info().Start) })
	return out, nil
}

// openRemoteWhole loads all of a session that is on a server.
func openRemoteWhole(ctx context.Context, sources []string, opts Options) ([]*Recording, error) {
	rec, err := Open(ctx, sources, opts)
	if err != nil {
		return nil, err
	}
	_ = rec.Wait(ctx) // the recording tells its error
	if ctx.Err() != nil {
		_ = rec.Close()
		return nil, ctx.Err()
	}
	return []*Recording{rec}, nil
}
