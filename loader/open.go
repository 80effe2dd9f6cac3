package loader

import (
	"context"
	"errors"
	"io"
	"slices"
)

// Errors of [Open] that callers branch on. They come wrapped with the source
// and what was found instead.
var (
	// ErrNotRecording: no source holds anything that is a recording.
	ErrNotRecording = errors.New("not a recording")
	// ErrNoSnapshot: a recording without any full snapshot; nothing of it can be
	// shown.
	ErrNoSnapshot = errors.New("no full snapshot")
	// ErrEmpty: a source has no bytes, or a directory no files.
	ErrEmpty = errors.New("empty")
	// ErrNoSession: Options.Session names a session that is not in the sources.
	ErrNoSession = errors.New("no such session")
	// ErrUnsupported: a recording, but of a kind that cannot be shown (mobile
	// wireframes).
	ErrUnsupported = errors.New("unsupported recording")
)

// Options of [Open]. The zero value is useful.
type Options struct {
	// Stdin is read for the source "-".
	Stdin io.Reader
	// Session chooses one of several sessions by id or unique prefix; empty means
	// the one that starts first.
	Session string
	// ViewportW and ViewportH are the layout viewport in px for a plain HTML
	// page, which records none; 0 means 1280 × 720.
	ViewportW, ViewportH float64
	// Remote says how to read sources that are on a server.
	Remote Remote
}

// Open opens the sources, all of one session: files, directories, "-" for
// standard input, or one session of an intake server. It returns as soon as something can be shown, or with an
// error when nothing ever will; loading goes on in the background until it is
// done, the recording is closed or ctx ends.
func Open(ctx context.Context, sources []string, opts Options) (*Recording, error) {
	if len(sources) == 0 {
		return nil, errNoSources
	}
	if !slices.ContainsFunc(sources, opts.Remote.IsRemote) {
		return open(ctx, opts, func(ctx context.Context, b *build) { b.run(ctx, sources) })
	}
	if len(sources) > 1 {
		return nil, errMixed
	}
	f, err := opts.Remote.openRemote(ctx, sources[0])
	if err != nil {
		return nil, err
	}
	return open(ctx, opts, func(ctx context.Context, b *build) { b.finish(sources, b.remote(ctx, f)) })
}

// open has load load a recording in the background, and waits for something to
// show.
func open(ctx context.Context, opts Options, load func(context.Context, *build)) (*Recording, error) {
	loading, cancel := context.WithCancel(ctx)
	rec := newRecording(cancel)
	b := newBuild(rec, opts)
	go func() {
		defer close(rec.done)
		load(loading, b)
	}()
	select {
	case <-b.readyCh:
		return rec, nil
	case <-rec.done:
	}
	select {
	case <-b.readyCh:
		return rec, nil
	default:
	}
	cancel()
	if err := rec.Err(); err != nil {
		return nil, err
	}
	return nil, ctx.Err()
}
