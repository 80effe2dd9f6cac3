package store

import (
	"context"
	"time"
)

const (
	// gather is how long the first parcel waits for others before they are indexed
	// together: one transaction costs about as much as fifty parcels.
	gather = 20 * time.Millisecond
	// Where many come, they wait longer: what a transaction costs is then shared by
	// more, and nobody follows so many sessions by eye.
	gatherMany = 250 * time.Millisecond
	many       = 50
	// indexMost is how many parcels one transaction indexes.
	indexMost = 2000
	backOff   = 200 * time.Millisecond
	backMost  = 10 * time.Second
)

// keepIndex brings what is durable into the index, until the store closes.
func (s *Store) keepIndex(ctx context.Context) {
	wait := backOff
	last := false
	for {
		list, stale := s.feed.take(indexMost)
		err := s.indexed(ctx, list, stale)
		switch {
		case err != nil && (last || ctx.Err() != nil):
			s.log.Error("index: closing before all is indexed; it is found again at the next start", "error", err)
			return
		case err != nil:
			s.Stats.IndexFailures.Add(1)
			s.healthy.Store(&err)
			s.log.Error("index", "error", err, "waiting", len(list))
			s.feed.back(list, stale)
			if s.pause(ctx, wait) {
				last = true
			}
			wait = min(2*wait, backMost)
			continue
		}
		wait = backOff
		s.healthy.Store(nil)
		if len(list) > 0 {
			s.Stats.Indexed.Add(int64(len(list)))
			s.notify()
		}
		if len(list) == indexMost {
			continue
		}
		if last && s.feed.len() == 0 {
			return
		}
		select {
		case <-s.feed.wake:
			wait := gather
			if len(list) >= many {
				wait = gatherMany
			}
			last = s.pause(ctx, wait) || last
		case <-s.closing:
			last = true
		}
	}
}

// pause waits for d; it reports whether the store is closing.
func (s *Store) pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return false
	case <-s.closing:
		return true
	case <-ctx.Done():
		return true
	}
}

// indexed adds parcels to the index, and what the packs hold beyond it.
func (s *Store) indexed(ctx context.Context, list []placed, stale bool) error {
	if len(list) > 0 {
		if err := s.index.record(ctx, list); err != nil {
			return err
		}
	}
	if !stale {
		return nil
	}
	return s.recover(ctx)
}

const (
	houseEvery   = time.Hour
	summaryEvery = 2 * time.Second
	// quiet is how long nothing must have come of a session before its events are
	// looked at for its summary.
	quiet = 5 * time.Second
)

// keepHouse summarizes sessions that are quiet, and from time to time removes
// what is too old and finds what crashed intakes left.
func (s *Store) keepHouse(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	house := time.NewTimer(time.Minute)
	defer house.Stop()
	sums := time.NewTicker(summaryEvery)
	defer sums.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-sums.C:
			if err := s.summarizeQuiet(ctx); err != nil && ctx.Err() == nil {
				s.log.Warn("summaries", "error", err)
			}
		case <-house.C:
			s.feed.mu.Lock()
			s.feed.stale = true
			s.feed.mu.Unlock()
			s.feed.poke()
			if n, err := s.Expire(ctx); err != nil && ctx.Err() == nil {
				s.log.Error("retention", "error", err)
			} else if n > 0 {
				s.log.Info("retention", "sessions", n)
			}
			house.Reset(houseEvery)
		}
	}
}
