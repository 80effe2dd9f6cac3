package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"playhead/engine/event"
	"playhead/loader/container"
	"playhead/loader/scan"
)

// eagerMost is the size of sources up to which a recording is loaded whole
// before it is shown: that takes a moment only, and nothing moves afterwards.
const eagerMost = 4 << 20

// build makes a recording from documents. It belongs to the loading goroutine.
type build struct {
	rec    *Recording
	opts   Options
	walker *container.Walker
	cache  *inflater

	sessions []*session
	byID     map[string]*session // Datadog
	chunks   []*chunk            // rrweb
	sizes    map[int][]*text     // rrweb documents by size in bytes
	tabs     map[string]string   // RUM view → tab
	homeless []homeless
	metadata []metadata
	html     *still

	seed     maphash.Seed
	seen     map[uint64]struct{}
	problems problemBag
	dropped  dropBag
	rumSeen  int
	looks    string // what the first unknown document looks like
	looksAt  string

	segmentCount int
	published    int // segmentCount at the last publication
	snapshots    bool
	streams      bool // standard input is a source
	eager        bool
	whole        bool     // nothing is shown before all of it is loaded
	only         *session // the session to show, whatever the options say
	started      bool
	live         bool // all that a server has was loaded once; what comes is shown at once
	ready        bool
	readyCh      chan struct{}
}

// still is a plain HTML document.
type still struct {
	place string
	bytes []byte
	wire  int64
}

func newBuild(rec *Recording, opts Options) *build {
	b := &build{
		rec: rec, opts: opts, cache: newInflater(inflatedBudget),
		byID: make(map[string]*session), tabs: make(map[string]string), sizes: make(map[int][]*text),
		seed: maphash.MakeSeed(), seen: make(map[uint64]struct{}), readyCh: make(chan struct{}),
	}
	b.walker = &container.Walker{
		Stdin:   opts.Stdin,
		Problem: b.problems.add,
		Skipped: func(place, reason string, size int64) { b.dropped.add(reason, place, size) },
	}
	rec.walker = b.walker
	return b
}

// problem counts a problem and says where it is.
func (b *build) problem(place string, p event.Problem) {
	switch {
	case p.Place == "":
		p.Place = place
	case place != "":
		p.Place = place + ": " + p.Place
	}
	b.problems.add(p)
}

// duplicate counts something that is there twice.
func (b *build) duplicate(what, place string, size int64) {
	b.dropped.add("duplicate "+what, place, size)
	b.problems.add(event.Problem{Kind: event.ProblemDuplicate, Detail: "the same " + what + " again", Place: place})
}

// run loads the sources.
func (b *build) run(ctx context.Context, sources []string) {
	b.streams = slices.Contains(sources, "-")
	err := b.walker.Walk(ctx, sources, b.visit)
	b.finish(sources, err)
}

// visit finds out what a document is and reads it.
func (b *build) visit(ctx context.Context, d *container.Document) error {
	if !b.started {
		b.started = true
		_, total := b.walker.Progress()
		b.eager = total > 0 && total <= eagerMost && !b.streams
	}
	var c class
	for {
		c = sniff(d.Bytes(), d.Complete())
		if c != classUndecided || !d.More(ctx) && d.Complete() && len(d.Bytes()) == 0 {
			break
		}
		if d.Complete() {
			c = sniff(d.Bytes(), true)
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	switch c {
	case classSegments:
		return b.segments(ctx, d)
	case classRRWeb:
		return b.rrweb(ctx, d)
	case classRUM:
		return b.rumEvents(ctx, d)
	case classMetadata:
		d.ReadAll(ctx)
		if len(b.metadata) < 100_000 {
			b.metadata = append(b.metadata, readMetadata(d.Bytes()))
		}
		return nil
	case classHTML:
		return b.page(ctx, d)
	}
	b.unknown(d)
	return nil
}

// unknown counts a document that is no recording.
func (b *build) unknown(d *container.Document) {
	if d.Form != nil {
		switch {
		case d.Part == "image" && d.FileName != "":
			b.rec.addPicture(d.FileName, d.Bytes(), d.Keep())
			return
		case d.Form.Has("segment"):
			return // fields beside the segment
		}
	}
	if b.looks == "" {
		b.looks, b.looksAt = describe(d.Bytes()), d.Place
	}
	b.dropped.add("not a recording", d.Place, int64(len(d.Bytes())))
}

// page keeps a plain HTML document, which counts only when there is no recording.
func (b *build) page(ctx context.Context, d *container.Document) error {
	d.ReadAll(ctx)
	if b.html != nil || len(d.Bytes()) > maxPage {
		b.dropped.add("web page", d.Place, int64(len(d.Bytes())))
		return nil
	}
	b.html = &still{place: d.Place, bytes: bytes.Clone(d.Bytes()), wire: d.Wire()}
	return nil
}

// maxPage is the largest HTML file that is shown, in bytes.
const maxPage = 64 << 20

// rumEvents reads RUM events: one per line, or an array of them.
func (b *build) rumEvents(ctx context.Context, d *container.Document) error {
	d.ReadAll(ctx)
	doc := d.Bytes()
	bad := 0
	for off, line := range values(doc) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !b.fresh(line) {
			b.dropped.add("duplicate RUM event", d.Place, int64(len(line)))
			continue
		}
		b.rumSeen++
		if err := b.addRUM(line, d); err != nil {
			if bad++; bad <= 5 {
				b.problem(d.Place, event.Problem{Kind: event.ProblemSyntax, Place: fmt.Sprintf("byte %d", off), Detail: err.Error()})
			} else {
				b.problem(d.Place, event.Problem{Kind: event.ProblemSyntax, Detail: "RUM event"})
			}
		}
		d.Advance(int64(off))
	}
	return nil
}

// values goes through the JSON values of a document, one after the other or in
// one array. After a damaged one it goes on at the next line.
func values(doc []byte) func(yield func(int, []byte) bool) {
	return func(yield func(int, []byte) bool) {
		s := scan.At(doc, len(doc)-len(trimBOM(doc)))
		inArray := s.Kind() == scan.Array && s.Array()
		for {
			if inArray && !s.Elem() || s.End() {
				if s.Err() == nil {
					return
				}
			}
			raw := s.Raw()
			if s.Err() == nil {
				if !yield(s.Offset()-len(raw), raw) {
					return
				}
				continue
			}
			i := bytes.IndexByte(doc[min(s.Offset(), len(doc)):], '\n')
			if i < 0 {
				rest := doc[min(s.Offset(), len(doc)):]
				if len(bytes.Trim(rest, " \t\r\n]")) > 0 {
					yield(s.Offset(), rest)
				}
				return
			}
			at := s.Offset() + i + 1
			if !yield(s.Offset(), doc[s.Offset():at]) {
				return
			}
			s = scan.At(doc, at)
			inArray = false
		}
	}
}

// due reports whether it is time to publish again.
func (b *build) due() bool {
	switch {
	case b.eager || b.whole:
		return false
	case !b.ready && !b.anySnapshot():
		return false
	case len(b.chunks) > 0:
		return true
	}
	return b.segmentCount-b.published > b.published/8
}

func (b *build) anySnapshot() bool {
	for _, s := range b.sessions {
		if s.snapshots > 0 {
			return true
		}
	}
	return false
}

// chosen returns the session to show: the one asked for, else the first that
// can be shown.
func (b *build) chosen() *session {
	if b.only != nil {
		return b.only
	}
	var best *session
	for _, s := range b.sessions {
		switch {
		case s.format == FormatUnknown || s.segments == 0 && s.end == 0 && s.page == nil:
			continue
		case b.opts.Session != "":
			if s.id == b.opts.Session {
				return s
			}
			if !strings.HasPrefix(s.id, b.opts.Session) {
				continue
			}
		}
		if best == nil || best.snapshots == 0 && s.snapshots > 0 ||
			s.start < best.start && (s.snapshots > 0 || best.snapshots == 0) {
			best = s
		}
	}
	return best
}

// finish ends loading: late decisions, the last publication, the final error.
func (b *build) finish(sources []string, err error) {
	name := strings.Join(sources, " ")
	if len(name) > 120 {
		name = name[:120] + "…"
	}
	b.settle()
	if b.chosen() == nil && b.html != nil && err == nil {
		b.still()
	}
	if b.chosen() != nil {
		b.publish(true)
	}
	if err == nil && !b.ready {
		err = b.nothing(name)
	}
	b.rec.end(err, b.problems.problems(), b.dropped.dropped())
}

// nothing says why nothing can be shown.
func (b *build) nothing(name string) error {
	ses := b.chosen()
	var why error
	detail := ""
	switch {
	case b.opts.Session != "" && ses == nil && len(b.sessions) > 0:
		ids := make([]string, 0, 4)
		for i, s := range b.sessions {
			if i == 4 {
				ids = append(ids, "…")
				break
			}
			ids = append(ids, s.id)
		}
		why, detail = ErrNoSession, fmt.Sprintf("%q; there are %s", b.opts.Session, strings.Join(ids, ", "))
	case ses != nil && b.mobile(ses):
		why, detail = ErrUnsupported, "a recording of a mobile app, which has no page"
	case ses != nil:
		why, detail = ErrNoSnapshot, fmt.Sprintf("%s of session %s, none with a page to start from", plural(max(ses.segments, 1), "part"), ses.id)
	case b.rumSeen > 0:
		why, detail = ErrNoSnapshot, plural(b.rumSeen, "RUM event")+", but no replay"
	case b.looks != "":
		why, detail = ErrNotRecording, "looks like "+b.looks
		if b.looksAt != name {
			detail = b.looksAt + " " + detail
		}
		if len(b.dropped.list) > 0 && b.dropped.list[0].Count > 1 {
			detail += fmt.Sprintf("; %d more", b.dropped.list[0].Count-1)
		}
	default:
		why = ErrNotRecording
		if len(b.dropped.list) == 0 || b.dropped.list[0].Reason == "empty" {
			why = ErrEmpty
		}
	}
	err := fmt.Errorf("open %s: %w", name, why)
	if detail != "" {
		err = fmt.Errorf("%w: %s", err, detail)
	}
	if len(b.problems.list) > 0 {
		p := b.problems.list[0]
		err = fmt.Errorf("%w (%s: %s)", err, p.Place, p.Detail)
	}
	return err
}

// mobile reports whether a session was recorded by a mobile SDK.
func (b *build) mobile(ses *session) bool {
	for _, v := range ses.order {
		for _, s := range v.segments {
			if s.Source != "" && s.Source != "browser" {
				return true
			}
		}
	}
	return false
}

// plural counts things.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

var errNoSources = errors.New("no source given")
