package store

import (
	"context"
	"errors"
	"fmt"

	"playhead/loader/parcel"
	"playhead/loader/rum"
)

// recover brings into the index what packs hold beyond it: what a crash, a
// database that was away or another intake left.
func (s *Store) recover(ctx context.Context) error {
	known, err := s.index.packs(ctx)
	if err != nil {
		return err
	}
	found := 0
	err = s.packs.List(ctx, func(p PackInfo) error {
		k := known[p.Name]
		switch {
		case k.doomed:
			return s.bury(ctx, p.Name)
		case k.indexed >= p.Size:
			return nil
		}
		n, err := s.recoverPack(ctx, p, k.indexed)
		found += n
		return err
	})
	if found > 0 {
		s.log.Info("index: found in the packs", "parcels", found)
		s.notify()
	}
	return err
}

// recoverPack indexes a pack from an offset on. The rest of a pack that nobody
// appends to any more is done with, even if it makes no sense.
func (s *Store) recoverPack(ctx context.Context, p PackInfo, from int64) (found int, err error) {
	growing := s.packs.Growing(p.Name)
	var batch []placed
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := s.index.record(ctx, batch)
		found += len(batch)
		batch = batch[:0]
		return err
	}
	err = s.scan(ctx, p, from, func(e *parcel.Parcel, position, size int64) error {
		w := placed{id: e.ID(), bytes: len(e.Body), pack: p.Name, position: position, size: size}
		if e.Kind == parcel.KindRUM {
			if w.events, err = openRUM(e); err != nil {
				s.log.Warn("index: unreadable RUM events", "pack", p.Name, "position", position, "error", err)
			}
		}
		label := *e
		label.Body, label.Meta = nil, nil
		w.parcel = &label
		batch = append(batch, w)
		if len(batch) < indexMost {
			return nil
		}
		return flush()
	})
	torn := errors.Is(err, parcel.ErrTorn)
	if err != nil && !torn {
		if errors.Is(err, errGone) {
			return found, nil // expired meanwhile
		}
		return found, err
	}
	if err := flush(); err != nil {
		return found, err
	}
	if growing {
		return found, nil
	}
	return found, s.index.finished(ctx, p)
}

// scanWindow is how much of a pack is read at once.
const scanWindow = 1 << 20

// scan goes through the parcels of a pack, from an offset on. Their bytes are
// valid during the call only.
func (s *Store) scan(ctx context.Context, p PackInfo, from int64, f func(e *parcel.Parcel, position, size int64) error) error {
	var window []byte
	start := from // of the window
	for at := from; at < p.Size; {
		if err := ctx.Err(); err != nil {
			return err
		}
		need := int64(parcel.Preamble)
		if have := start + int64(len(window)); have-at >= need {
			_, size, err := parcel.Size(window[at-start:])
			if err != nil {
				return err
			}
			need = int64(size)
		}
		if at+need > p.Size {
			return parcel.ErrTorn
		}
		if start+int64(len(window))-at < need {
			n := min(max(need, scanWindow), p.Size-at)
			window = make([]byte, n)
			start = at
			if err := s.packs.Read(ctx, p.Name, at, window); err != nil {
				return err
			}
			continue
		}
		e, size, err := parcel.Decode(window[at-start:])
		if err != nil {
			return err
		}
		if err := f(e, at, int64(size)); err != nil {
			return err
		}
		at += int64(size)
	}
	return nil
}

// Reindex makes the index anew from the packs.
func (s *Store) Reindex(ctx context.Context) error {
	if err := s.index.inTx(ctx, (*tx).clear); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return s.recover(ctx)
}

// clear empties the index. Positions in sessions lose their meaning with it.
func (t *tx) clear() error {
	for _, table := range [...]string{"parcels", "views", "sessions", "clients", "packs"} {
		if _, err := t.exec("DELETE FROM " + table); err != nil {
			return err
		}
	}
	_, err := t.exec(`UPDATE meta SET value = ? WHERE name = 'epoch'`, randomName())
	return err
}

type packState struct {
	indexed int64
	doomed  bool
}

// packs returns what the index knows of packs.
func (x *index) packs(ctx context.Context) (map[string]packState, error) {
	rows, err := x.query(ctx, `SELECT name, indexed, doomed FROM packs`)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	out := map[string]packState{}
	for rows.Next() {
		var name string
		var p packState
		var doomed int64
		if err := rows.Scan(&name, &p.indexed, &doomed); err != nil {
			return nil, err
		}
		p.doomed = doomed != 0
		out[name] = p
	}
	return out, rows.Err()
}

// finished notes that there is nothing more to find in a pack.
func (x *index) finished(ctx context.Context, p PackInfo) error {
	_, err := x.exec(ctx, `INSERT INTO packs (name, indexed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET indexed = excluded.indexed`, p.Name, p.Size)
	return err
}

// openRUM reads the events of a batch of RUM events.
func openRUM(p *parcel.Parcel) ([]*rum.Event, error) {
	b, err := p.Plain(maxRUM)
	if err != nil {
		return nil, err
	}
	events, _ := parseRUM(b)
	return events, nil
}

// maxRUM bounds a batch of RUM events when inflated.
const maxRUM = 64 << 20
