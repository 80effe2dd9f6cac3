package query

// Hit is a subject that matched a step of a sequence.
type Hit struct {
	// ID is the number that the caller gave the subject.
	ID int
	// At is the subject's time in ms.
	At float64
}

// Sequence finds a query's sequence among subjects that come in order of time.
// A query without THEN is a sequence of one step. It is for one goroutine.
//
// Of the subjects that could serve for a step the latest counts, so that what is
// found is as short as possible; found sequences do not overlap; one subject
// serves for one step.
type Sequence struct {
	steps []Step
	// open[k] are the hits for steps 0..k, ending as late as possible; empty where
	// there are none.
	open [][]Hit
	deep []Hit
	out  []Hit
}

// Sequence returns a matcher that has seen nothing.
func (q *Query) Sequence() *Sequence {
	s := &Sequence{steps: q.Steps()}
	if s.steps == nil && !q.Empty() {
		s.steps = []Step{{X: q.Root}}
	}
	s.open = make([][]Hit, len(s.steps))
	return s
}

// Len is the number of steps, 0 for the empty query, which finds nothing.
func (s *Sequence) Len() int { return len(s.steps) }

// Next looks at the next subject. When it completes the sequence, Next returns
// the hits of all steps, valid until the next call.
func (s *Sequence) Next(x Subject, id int, at float64) []Hit {
	for k := len(s.steps) - 1; k >= 0; k-- {
		if k > 0 && !s.follows(k, at) || !Holds(s.steps[k].X, x) {
			continue
		}
		hits := s.open[k][:0]
		if k > 0 {
			hits = append(hits, s.open[k-1]...)
		}
		hits = append(hits, Hit{id, at})
		s.open[k] = hits
		if k >= len(s.deep) {
			s.deep = append(s.deep[:0], hits...)
		}
		if k == len(s.steps)-1 {
			s.out = append(s.out[:0], hits...)
			for i := range s.open {
				s.open[i] = s.open[i][:0]
			}
			return s.out
		}
	}
	return nil
}

// follows reports whether step k may come at a time, after the step before.
func (s *Sequence) follows(k int, at float64) bool {
	before := s.open[k-1]
	return len(before) > 0 && (s.steps[k].Within == 0 || at-before[k-1].At <= s.steps[k].Within)
}

// Reached returns the hits of the most steps that were reached so far, in the
// order of the steps: how far somebody came in a funnel.
func (s *Sequence) Reached() []Hit { return s.deep }

// Reset forgets what was seen.
func (s *Sequence) Reset() {
	for i := range s.open {
		s.open[i] = s.open[i][:0]
	}
	s.deep = s.deep[:0]
}
