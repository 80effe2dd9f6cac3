package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"slices"
	"time"

	"playhead/loader/parcel"
)

// Retention bounds what is kept. Pinned sessions are kept whatever it says.
type Retention struct {
	// Age is how long a session is kept after the last that came of it; 0 keeps all.
	Age time.Duration
	// Size is how many bytes are kept in all, the sessions that ended last first; 0
	// keeps all.
	Size int64
}

const (
	leaseFor   = 10 * time.Minute
	expireOnce = 200 // sessions that are removed together
)

// Expire removes the sessions that retention does not keep: their bytes and
// their rows. It returns how many it removed. Of several intakes one at a time
// does it.
func (s *Store) Expire(ctx context.Context) (int, error) {
	s.removal.Lock()
	defer s.removal.Unlock()
	now := s.opts.Now()
	holder := randomName()
	ok, err := s.index.lease(ctx, "retention", holder, now, leaseFor)
	if err != nil || !ok {
		return 0, err
	}
	defer func() { _ = s.index.release(context.WithoutCancel(ctx), "retention", holder) }()
	removed, skipped := 0, map[sessionKey]bool{}
	for {
		list, err := s.expired(ctx, now, skipped)
		if err != nil || len(list) == 0 {
			if err == nil {
				err = s.sweep(ctx)
			}
			return removed, err
		}
		n, err := s.remove(ctx, list, skipped)
		removed += n
		s.Stats.Expired.Add(int64(n))
		if err != nil {
			return removed, err
		}
	}
}

// aged is a session that may have to go, and when something came of it last:
// when something more has come since, it stays.
type aged struct {
	sessionKey
	received int64
	bytes    int64
}

// expired returns some sessions that have to go, oldest first.
func (s *Store) expired(ctx context.Context, now time.Time, skip map[sessionKey]bool) ([]aged, error) {
	var list []aged
	if s.opts.Retention.Age > 0 {
		old, err := s.index.oldest(ctx, now.Add(-s.opts.Retention.Age).UnixMilli(), expireOnce+len(skip))
		if err != nil {
			return nil, err
		}
		for _, a := range old {
			if !skip[a.sessionKey] && len(list) < expireOnce {
				list = append(list, a)
			}
		}
	}
	if len(list) > 0 || s.opts.Retention.Size <= 0 {
		return list, nil
	}
	var total int64
	if err := s.index.row(ctx, `SELECT COALESCE(SUM(bytes), 0) FROM sessions`).Scan(&total); err != nil {
		return nil, err
	}
	over := total - s.opts.Retention.Size
	if over <= 0 {
		return nil, nil
	}
	old, err := s.index.oldest(ctx, 1<<62, expireOnce+len(skip))
	if err != nil {
		return nil, err
	}
	for _, a := range old {
		if skip[a.sessionKey] {
			continue
		}
		if over <= 0 {
			break
		}
		list = append(list, a)
		over -= a.bytes
	}
	return list, nil
}

// oldest returns sessions that are not pinned, of which nothing came since
// before, oldest first.
func (x *index) oldest(ctx context.Context, before int64, most int) ([]aged, error) {
	rows, err := x.query(ctx, `SELECT application, id, received_last, bytes FROM sessions WHERE received_last < ? AND pinned = 0 ORDER BY received_last, application, id LIMIT ?`, before, most)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	var list []aged
	for rows.Next() {
		var a aged
		if err := rows.Scan(&a.application, &a.id, &a.received, &a.bytes); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, rows.Err()
}

// remove removes sessions. Packs that hold something else too are written anew
// without them. What can be lost in a crash between two steps is work, not data:
// first the copies are durable, then one transaction moves the rows to them,
// removes those of the sessions and dooms the old packs, then the packs go; a
// doomed pack that is still there is removed at the next start.
func (s *Store) remove(ctx context.Context, list []aged, skipped map[sessionKey]bool) (int, error) {
	gone := map[sessionKey]bool{}
	for _, a := range list {
		gone[a.sessionKey] = true
	}
	packs, err := s.index.packsOf(ctx, list)
	if err != nil {
		return 0, err
	}
	if err := s.packs.Seal(); err != nil {
		return 0, err
	}
	moved := map[string][]move{}
	for _, pack := range packs {
		if s.packs.Growing(pack.name) { // another intake's: these sessions have to wait
			for k := range pack.sessions {
				skipped[k] = true
				delete(gone, k)
			}
			continue
		}
	}
	packs = slices.DeleteFunc(packs, func(p packOf) bool { return s.packs.Growing(p.name) || !p.holds(gone) })
	for _, pack := range packs {
		m, err := s.copySurvivors(ctx, pack.name, gone)
		if err != nil {
			return 0, err
		}
		moved[pack.name] = m
	}
	removed := 0
	err = s.index.inTx(ctx, func(tx *tx) error {
		removed = 0
		for _, a := range list {
			if !gone[a.sessionKey] {
				continue
			}
			n, err := tx.exec(`DELETE FROM sessions WHERE application = ? AND id = ? AND received_last = ? AND pinned = 0`, a.application, a.id, a.received)
			if err != nil {
				return err
			}
			if n == 0 {
				skipped[a.sessionKey] = true
				return errBusy // something came of it meanwhile: once more, without it
			}
			removed++
			for _, table := range [...]string{"views", "clients", "parcels"} {
				if _, err := tx.exec("DELETE FROM "+table+" WHERE application = ? AND session = ?", a.application, a.id); err != nil {
					return err
				}
			}
		}
		for _, pack := range packs {
			for _, m := range moved[pack.name] {
				if _, err := tx.often(`UPDATE parcels SET pack = ?, position = ?, size = ? WHERE pack = ? AND position = ?`, m.pack, m.to, m.size, pack.name, m.from); err != nil {
					return err
				}
			}
			if _, err := tx.exec(`UPDATE packs SET doomed = 1 WHERE name = ?`, pack.name); err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case errors.Is(err, errBusy):
		return 0, nil
	case err != nil:
		return 0, err
	}
	s.forget()
	for _, pack := range packs {
		if err := s.bury(ctx, pack.name); err != nil {
			return removed, err
		}
	}
	return removed, nil
}

var errBusy = errors.New("the session goes on")

// packOf is a pack, and which of the sessions in question are in it.
type packOf struct {
	name     string
	sessions map[sessionKey]bool
}

func (p packOf) holds(any map[sessionKey]bool) bool {
	for k := range p.sessions {
		if any[k] {
			return true
		}
	}
	return false
}

func (x *index) packsOf(ctx context.Context, list []aged) ([]packOf, error) {
	at := map[string]int{}
	var out []packOf
	for _, a := range list {
		rows, err := x.query(ctx, `SELECT DISTINCT pack FROM parcels WHERE application = ? AND session = ?`, a.application, a.id)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			name := ""
			if err := rows.Scan(&name); err != nil {
				return nil, errors.Join(err, rows.Close())
			}
			i, ok := at[name]
			if !ok {
				i = len(out)
				at[name] = i
				out = append(out, packOf{name, map[sessionKey]bool{}})
			}
			out[i].sessions[a.sessionKey] = true
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// move is where a parcel of a pack was copied to.
type move struct {
	from int64
	pack string
	to   int64
	size int64
}

// copySurvivors copies what has to stay of a pack to another one.
func (s *Store) copySurvivors(ctx context.Context, pack string, gone map[sessionKey]bool) ([]move, error) {
	live, end, err := s.index.livePositions(ctx, pack, gone)
	if err != nil || len(live) == 0 {
		return nil, err
	}
	var moves []move
	var bufs net.Buffers
	size := int64(0)
	flush := func() error {
		if size == 0 {
			return nil
		}
		name, at, err := s.packs.Write(ctx, bufs, int(size))
		if err != nil {
			return err
		}
		for i := len(moves) - len(bufs); i < len(moves); i++ {
			moves[i].pack, moves[i].to = name, at
			at += moves[i].size
		}
		bufs, size = nil, 0
		return nil
	}
	err = s.scan(ctx, PackInfo{Name: pack, Size: end}, 0, func(e *parcel.Parcel, position, _ int64) error {
		if !live[position] {
			return nil
		}
		// The parcel's identity holds its first session; with another one it would
		// be taken for something new. Where the first is gone it stays in the label.
		e.Sessions = slices.DeleteFunc(e.Sessions, func(id string) bool { return gone[sessionKey{e.Application, id}] })
		head, err := e.Encode()
		if err != nil {
			return err
		}
		b := bytes.Join([][]byte{head, e.Body}, nil)
		bufs = append(bufs, b)
		size += int64(len(b))
		moves = append(moves, move{from: position, size: int64(len(b))})
		if size >= batchBytes {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return nil, fmt.Errorf("copy what stays of %s: %w", pack, err)
	}
	return moves, nil
}

// livePositions returns where in a pack parcels of other sessions lie, and the
// end of the last.
func (x *index) livePositions(ctx context.Context, pack string, gone map[sessionKey]bool) (map[int64]bool, int64, error) {
	rows, err := x.query(ctx, `SELECT application, session, position, size FROM parcels WHERE pack = ?`, pack)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	live, end := map[int64]bool{}, int64(0)
	for rows.Next() {
		var k sessionKey
		var at, size int64
		if err := rows.Scan(&k.application, &k.id, &at, &size); err != nil {
			return nil, 0, err
		}
		if !gone[k] {
			live[at] = true
			end = max(end, at+size)
		}
	}
	return live, end, rows.Err()
}

// bury removes a doomed pack.
func (s *Store) bury(ctx context.Context, pack string) error {
	if err := s.packs.Delete(ctx, pack); err != nil {
		return err
	}
	_, err := s.index.exec(ctx, `DELETE FROM packs WHERE name = ?`, pack)
	return err
}

// sweep removes packs in which nothing is left.
func (s *Store) sweep(ctx context.Context) error {
	rows, err := s.index.query(ctx, `SELECT name FROM packs WHERE doomed = 1 OR NOT EXISTS (SELECT 1 FROM parcels WHERE pack = name)`)
	if err != nil {
		return err
	}
	var names []string
	for rows.Next() {
		name := ""
		if err := rows.Scan(&name); err != nil {
			return errors.Join(err, rows.Close())
		}
		names = append(names, name)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	empty := map[string]bool{}
	for _, name := range names {
		empty[name] = true
	}
	known, err := s.index.packs(ctx)
	if err != nil {
		return err
	}
	return s.packs.List(ctx, func(p PackInfo) error {
		k := known[p.Name]
		if !empty[p.Name] || !k.doomed && (k.indexed < p.Size || s.packs.Growing(p.Name)) {
			return nil
		}
		return s.bury(ctx, p.Name)
	})
}

// lease takes a right that one process has at a time; it reports whether it got
// it.
func (x *index) lease(ctx context.Context, name, holder string, now time.Time, d time.Duration) (bool, error) {
	until := now.Add(d).UnixMilli()
	n, err := x.exec(ctx, `INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE leases.until < ?`, name, holder, until, now.UnixMilli())
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return n > 0, err
}

func (x *index) release(ctx context.Context, name, holder string) error {
	_, err := x.exec(ctx, `DELETE FROM leases WHERE name = ? AND holder = ?`, name, holder)
	return err
}
