package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"playhead/engine/summary"
	"playhead/loader/parcel"
)

// ErrNoSession says that there is no such session, or none that may be seen.
var ErrNoSession = errors.New("no such session")

// Session is a session of the store.
type Session struct {
	summary.Session
	// Seq is the position behind the last parcel; it grows with every parcel.
	Seq int64 `json:"seq"`
	// Epoch names the making of the index that positions belong to.
	Epoch string `json:"epoch"`
	// Received is when something came of it first and last, in ms since the epoch.
	Received [2]int64 `json:"received"`
	Segments int64    `json:"segments"`
	Pinned   bool     `json:"pinned"`
}

const sessionColumns = `application, id, next_seq, received_first, received_last, segments, pinned, summary`

func (s *Store) scanSession(r interface{ Scan(...any) error }, epoch string) (Session, error) {
	var v Session
	var k sessionKey
	var pinned int64
	var text string
	if err := r.Scan(&k.application, &k.id, &v.Seq, &v.Received[0], &v.Received[1], &v.Segments, &pinned, &text); err != nil {
		return v, err
	}
	if err := json.Unmarshal([]byte(text), &v.Session); err != nil {
		return v, fmt.Errorf("session %s: summary: %w", k.id, err)
	}
	v.ID, v.Application = k.id, k.application
	v.Epoch, v.Pinned = epoch, pinned != 0
	v.Live = time.UnixMilli(v.Received[1]).Add(s.opts.LiveFor).After(s.opts.Now())
	return v, nil
}

// Session returns a session by id. allowed says which applications may be seen;
// of several sessions with the id it is the one that something came of last.
func (s *Store) Session(ctx context.Context, id string, allowed func(application string) bool) (Session, error) {
	epoch, err := s.index.epoch(ctx)
	if err != nil {
		return Session{}, err
	}
	rows, err := s.index.query(ctx, `SELECT `+sessionColumns+` FROM sessions WHERE id = ? ORDER BY received_last DESC`, id)
	if err != nil {
		return Session{}, err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	for rows.Next() {
		v, err := s.scanSession(rows, epoch)
		if err != nil {
			return v, err
		}
		if allowed(v.Application) {
			return v, nil
		}
	}
	if err := rows.Err(); err != nil {
		return Session{}, err
	}
	return Session{}, ErrNoSession
}

// View is a view of a session as the index knows it.
type View struct {
	ID       string `json:"id"`
	URL      string `json:"url,omitempty"`
	Name     string `json:"name,omitempty"`
	Start    int64  `json:"start"`
	End      int64  `json:"end"`
	Segments int64  `json:"segments"`
	// Missing is how many segments are known to exist and are not there.
	Missing int64 `json:"missing"`
}

// Views returns the views of a session, in order of their start.
func (s *Store) Views(ctx context.Context, application, session string) ([]View, error) {
	rows, err := s.index.query(ctx, `SELECT id, url, name, started, ended, segments, top, promised FROM views WHERE application = ? AND session = ? ORDER BY started, id`, application, session)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	list := []View{}
	for rows.Next() {
		var v View
		var top, promised int64
		if err := rows.Scan(&v.ID, &v.URL, &v.Name, &v.Start, &v.End, &v.Segments, &top, &promised); err != nil {
			return nil, err
		}
		v.Missing = max(0, top+1-v.Segments)
		if top < 0 {
			v.Missing = 0
		}
		v.Missing = max(v.Missing, promised-v.Segments)
		list = append(list, v)
	}
	return list, rows.Err()
}

// Place is a parcel of a session and where it lies.
type Place struct {
	Seq        int64
	Kind       parcel.Kind
	View       string
	Index      int
	Start, End int64
	Received   int64
	Snapshot   bool
	Bytes      int64
	ID         parcel.ID

	pack           string
	position, size int64
}

// Places returns up to most parcels of a session behind position after, in the
// order in which they came.
func (s *Store) Places(ctx context.Context, application, session string, after int64, most int) ([]Place, error) {
	return s.index.places(ctx, `SELECT seq, kind, view, number, started, ended, received, snapshot, bytes, id, pack, position, size FROM parcels
		WHERE application = ? AND session = ? AND seq > ? AND kind <> 5 ORDER BY seq LIMIT ?`, application, session, after, most)
}

// Replay returns all parcels of one kind, in the order in which they are played:
// view by view, and within a view by their numbers.
func (s *Store) Replay(ctx context.Context, application, session string, kind parcel.Kind) ([]Place, error) {
	return s.index.places(ctx, `SELECT p.seq, p.kind, p.view, p.number, p.started, p.ended, p.received, p.snapshot, p.bytes, p.id, p.pack, p.position, p.size
		FROM parcels p LEFT JOIN views v ON v.application = p.application AND v.session = p.session AND v.id = p.view
		WHERE p.application = ? AND p.session = ? AND p.kind = ?
		ORDER BY COALESCE(v.started, 0), p.view, p.number, p.started, p.seq`, application, session, int(kind))
}

func (x *index) places(ctx context.Context, query string, args ...any) ([]Place, error) {
	rows, err := x.query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	var list []Place
	for rows.Next() {
		var p Place
		var kind, snapshot int64
		var id []byte
		if err := rows.Scan(&p.Seq, &kind, &p.View, &p.Index, &p.Start, &p.End, &p.Received, &snapshot, &p.Bytes, &id, &p.pack, &p.position, &p.size); err != nil {
			return nil, err
		}
		p.Kind, p.Snapshot = parcel.Kind(kind), snapshot != 0
		copy(p.ID[:], id)
		list = append(list, p)
	}
	return list, rows.Err()
}

// readAtOnce is how much is read of a pack at once, where parcels lie side by
// side.
const readAtOnce = 4 << 20

// Read reads parcels and hands them to f one after the other. A parcel that was
// removed meanwhile is left out.
func (s *Store) Read(ctx context.Context, list []Place, f func(*parcel.Parcel) error) error {
	for len(list) > 0 {
		n, size := 1, list[0].size
		for n < len(list) && list[n].pack == list[0].pack && list[n].position == list[0].position+size && size < readAtOnce {
			size += list[n].size
			n++
		}
		b := make([]byte, size)
		err := s.packs.Read(ctx, list[0].pack, list[0].position, b)
		if errors.Is(err, errGone) {
			if err := s.readMoved(ctx, list[:n], f); err != nil {
				return err
			}
			list = list[n:]
			continue
		}
		if err != nil {
			return err
		}
		for _, p := range list[:n] {
			e, used, err := parcel.Decode(b)
			if err != nil {
				return fmt.Errorf("pack %s at %d: %w", p.pack, p.position, err)
			}
			e.Seq = p.Seq
			if err := f(e); err != nil {
				return err
			}
			b = b[used:]
		}
		list = list[n:]
	}
	return nil
}

// readMoved reads parcels whose pack was written anew, where they lie now.
func (s *Store) readMoved(ctx context.Context, list []Place, f func(*parcel.Parcel) error) error {
	for _, p := range list {
		now, err := s.index.places(ctx, `SELECT seq, kind, view, number, started, ended, received, snapshot, bytes, id, pack, position, size FROM parcels WHERE id = ? AND seq = ? LIMIT 1`, p.ID[:], p.Seq)
		if err != nil {
			return err
		}
		if len(now) == 0 || now[0].pack == p.pack {
			continue
		}
		b := make([]byte, now[0].size)
		if err := s.packs.Read(ctx, now[0].pack, now[0].position, b); err != nil {
			return err
		}
		e, _, err := parcel.Decode(b)
		if err != nil {
			return err
		}
		e.Seq = p.Seq
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}

// Pin keeps a session whatever retention says, or no longer. It is durable when
// Pin returns.
func (s *Store) Pin(ctx context.Context, v Session, on bool) error {
	p := &parcel.Parcel{Kind: parcel.KindPin, Application: v.Application, Session: v.ID, Received: s.opts.Now().UnixMilli()}
	if on {
		p.Index = 1
	}
	if err := s.Add(p); err != nil {
		return err
	}
	// Retention must not come between: the row says so at once.
	_, err := s.index.exec(ctx, `UPDATE sessions SET pinned = ?, pin_time = ? WHERE application = ? AND id = ? AND pin_time <= ?`, p.Index, p.Received, v.Application, v.ID, p.Received)
	return err
}

// Totals are the numbers of all that is kept.
type Totals struct {
	Sessions, Parcels, Bytes int64
}

// Totals counts what is kept.
func (s *Store) Totals(ctx context.Context) (Totals, error) {
	var t Totals
	err := s.index.row(ctx, `SELECT COUNT(*), COALESCE(SUM(next_seq - 1), 0), COALESCE(SUM(bytes), 0) FROM sessions WHERE id NOT LIKE '`+standIn+`%'`).Scan(&t.Sessions, &t.Parcels, &t.Bytes)
	return t, err
}

const summaryMost = 16

// summarizeQuiet has the whole summaries made of sessions that have changed and
// are quiet now.
func (s *Store) summarizeQuiet(ctx context.Context) error {
	if s.opts.Summarize == nil {
		return nil
	}
	rows, err := s.index.query(ctx, `SELECT application, id, next_seq FROM sessions WHERE summarized < next_seq AND received_last < ? AND segments > 0 ORDER BY received_last DESC LIMIT ?`,
		s.opts.Now().Add(-quiet).UnixMilli(), summaryMost)
	if err != nil {
		return err
	}
	type job struct {
		sessionKey
		seq int64
	}
	var jobs []job
	for rows.Next() {
		var j job
		if err := rows.Scan(&j.application, &j.id, &j.seq); err != nil {
			return errors.Join(err, rows.Close())
		}
		jobs = append(jobs, j)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, j := range jobs {
		sum, err := s.opts.Summarize(ctx, j.application, j.id)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := s.index.summarized(ctx, j.sessionKey, j.seq, sum, err); err != nil {
			return err
		}
	}
	return nil
}

// summarized stores a whole summary, unless something has come since. What
// cannot be summarized is not tried again until something comes.
func (x *index) summarized(ctx context.Context, k sessionKey, seq int64, sum summary.Session, failed error) error {
	return x.inTx(ctx, func(tx *tx) error {
		if failed != nil {
			_, err := tx.exec(`UPDATE sessions SET summarized = ? WHERE application = ? AND id = ?`, seq, k.application, k.id)
			return err
		}
		var text string
		err := tx.row(`SELECT summary FROM sessions WHERE application = ? AND id = ? AND next_seq = ?`, k.application, k.id, seq).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		var quick summary.Session
		_ = json.Unmarshal([]byte(text), &quick)
		sum.ID, sum.Application, sum.Size = k.id, k.application, quick.Size
		sum.Source, sum.Shared, sum.Live = "", false, false
		if sum.UserID == "" && sum.UserName == "" && sum.UserEmail == "" {
			sum.UserID, sum.UserName, sum.UserEmail = quick.UserID, quick.UserName, quick.UserEmail
		}
		b, err := json.Marshal(&sum)
		if err != nil {
			return err
		}
		_, err = tx.exec(`UPDATE sessions SET summary = ?, summarized = ?, started = ?, ended = ? WHERE application = ? AND id = ? AND next_seq = ?`,
			string(b), seq, int64(sum.Start), int64(sum.End), k.application, k.id, seq)
		return err
	})
}

// Feed hands out all parcels of a session as they are now.
func (s *Store) Feed(application, session string) func(context.Context, func(*parcel.Parcel) error) error {
	return func(ctx context.Context, f func(*parcel.Parcel) error) error {
		for after := int64(0); ; {
			list, err := s.Places(ctx, application, session, after, 200)
			if err != nil || len(list) == 0 {
				return err
			}
			if err := s.Read(ctx, list, f); err != nil {
				return err
			}
			after = list[len(list)-1].Seq
		}
	}
}
