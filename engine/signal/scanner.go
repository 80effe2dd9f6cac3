package signal

import (
	"cmp"
	"context"
	"slices"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// Scanner replays a track from its first event and makes the rows that the
// track itself tells. It goes on where it stopped when the track has grown. It
// is for one goroutine.
type Scanner struct {
	track event.Track
	tab   int32
	tree  *dom.Tree
	next  int
	batch event.Batch
	rows  rows

	profile  Profile
	problems Problems
	pace     Pace
}

// NewScanner returns a scanner of a track that tells frustration by the default
// profile. tab is the value for Entry.Track.
func NewScanner(track event.Track, tab int32) *Scanner {
	s := &Scanner{track: track, tab: tab, tree: dom.New(), profile: datadog}
	s.rows.init(s.tree, tab)
	return s
}

const chunkLen = 512 // events between looks at the context

// Run scans from where the last Run ended to the end of the track so far and
// calls emit with new entries, at least every few thousand events. Entries of
// one chunk are in order of time; a row that gathers several events (typing,
// scrolling) comes when it is complete and may be earlier than rows of the chunk
// before. It returns ctx's error when that ends first.
func (s *Scanner) Run(ctx context.Context, emit func([]event.Entry)) error {
	for s.next < s.track.Len() {
		if err := ctx.Err(); err != nil {
			return err
		}
		for end := min(s.next+chunkLen, s.track.Len()); s.next < end; s.next++ {
			s.step(s.next)
		}
		if len(s.rows.out) >= 64 {
			s.flush(emit)
		}
	}
	s.flush(emit)
	return nil
}

// Finish emits the rows that still gather: to be called when the track has
// ended.
func (s *Scanner) Finish(emit func([]event.Entry)) {
	s.rows.closeAll()
	s.flush(emit)
}

func (s *Scanner) flush(emit func([]event.Entry)) {
	if len(s.rows.out) == 0 {
		return
	}
	out := s.rows.out
	s.rows.out = nil
	slices.SortStableFunc(out, byTime)
	emit(out)
}

// Scanned is the number of events scanned so far.
func (s *Scanner) Scanned() int { return s.next }

// Problems returns what was wrong with the events scanned so far.
func (s *Scanner) Problems() Problems { return s.problems }

// step scans event i.
func (s *Scanner) step(i int) {
	m := s.track.Meta(i)
	s.rows.begin(m)
	if m.Kind == event.KindPointer && !s.rows.hesitation {
		return
	}
	s.batch.Reset()
	s.track.Decode(i, &s.batch)
	for j := range s.batch.Problems {
		p := s.batch.Problems[j]
		if p.Time == 0 {
			p.Time = m.Time
		}
		s.problems.add(p)
	}
	// Rows that name an element look at the page as it was before the event.
	for j := range s.batch.Ops {
		s.rows.op(&s.batch.Ops[j])
	}
	s.tree.ApplyAll(s.batch.Ops, func(op *event.Op, f dom.Fault) {
		s.problems.fault(op, f, m.Time)
	})
	s.rows.end()
	if n := changesOf(s.batch.Ops); n > 0 {
		s.pace.add(m.Time, s.tree.Len(), n)
	}
}

// Pace returns a copy of the page's size and changes over time, as far as was
// scanned.
func (s *Scanner) Pace() *Pace { return s.pace.Clone() }

func byTime(a, b event.Entry) int { return cmp.Compare(a.Time, b.Time) }

// Entries scans a whole track and returns its rows in order of time, with the
// computed frustration. others are entries from elsewhere (errors, requests)
// that happened around it.
func Entries(ctx context.Context, track event.Track, tab int32, others []event.Entry) ([]event.Entry, Problems, error) {
	return entries(ctx, NewScanner(track, tab), others)
}

func entries(ctx context.Context, s *Scanner, others []event.Entry) ([]event.Entry, Problems, error) {
	var out []event.Entry
	emit := func(e []event.Entry) { out = append(out, e...) }
	if err := s.Run(ctx, emit); err != nil {
		return nil, Problems{}, err
	}
	s.Finish(emit)
	slices.SortStableFunc(out, byTime)
	out = Merge(out, s.Frustrations(Merge(out, others)))
	return out, s.Problems(), nil
}

// Merge merges lists of entries, each in order of time, into one.
func Merge(lists ...[]event.Entry) []event.Entry {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	out := make([]event.Entry, 0, n)
	for _, l := range lists {
		out = append(out, l...)
	}
	slices.SortStableFunc(out, byTime)
	return out
}

// maxListed bounds the list of problems of one kind.
const maxListed = 50

// Problems are what was wrong with a track's events: exact counts, and the
// first problems of each kind.
type Problems struct {
	List   []event.Problem
	Counts [16]int // by event.ProblemKind
}

// Total is the number of problems.
func (p *Problems) Total() int {
	n := 0
	for _, c := range p.Counts {
		n += c
	}
	return n
}

func (p *Problems) add(e event.Problem) {
	k := min(int(e.Kind), len(p.Counts)-1)
	p.Counts[k]++
	if p.Counts[k] <= maxListed {
		p.List = append(p.List, e)
	}
}

func (p *Problems) fault(op *event.Op, f dom.Fault, at event.Millis) {
	k := f.Problem()
	if p.Counts[k] >= maxListed {
		p.Counts[k]++
		return
	}
	p.add(event.Problem{Kind: k, Time: at, Detail: describeFault(op, f)})
}
