package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/go-json-experiment/json"

	"playhead/engine/event"
	"playhead/engine/summary"
	"playhead/loader/parcel"
	"playhead/loader/rum"
)

// placed is a parcel and where it lies.
type placed struct {
	parcel   *parcel.Parcel // without its bytes
	id       parcel.ID
	bytes    int
	pack     string
	position int64
	size     int64
	events   []*rum.Event // of a batch of RUM events
}

// sessionKey names a session. Applications on one host share session ids.
type sessionKey struct{ application, id string }

// record adds parcels to the index, in one transaction: rows for those that are
// new, what they change of their sessions and views, and up to where their packs
// are indexed. Parcels that are there already change nothing.
func (x *index) record(ctx context.Context, batch []placed) error {
	bySession := map[sessionKey][]*placed{}
	var order []sessionKey
	indexed := map[string][2]int64{}
	for i := range batch {
		p := &batch[i]
		for id := range p.parcel.Owners {
			k := sessionKey{p.parcel.Application, id}
			if bySession[k] == nil {
				order = append(order, k)
			}
			bySession[k] = append(bySession[k], p)
		}
		span, ok := indexed[p.pack]
		if !ok {
			span[0] = p.position
		}
		span[0] = min(span[0], p.position)
		span[1] = max(span[1], p.position+p.size)
		indexed[p.pack] = span
	}
	// Always in the same order, so that intakes which share the index cannot wait
	// for each other in a circle.
	slices.SortFunc(order, func(a, b sessionKey) int {
		return cmp.Or(cmp.Compare(a.application, b.application), cmp.Compare(a.id, b.id))
	})
	packs := make([]string, 0, len(indexed))
	for pack := range indexed {
		packs = append(packs, pack)
	}
	slices.Sort(packs)
	if !x.postgres {
		// A file answers soon, and a context that may end costs a goroutine for each
		// statement.
		ctx = context.WithoutCancel(ctx)
	}
	return x.inTx(ctx, func(tx *tx) error {
		for _, k := range order {
			runtime.Gosched() // requests come first: nobody waits for this
			if err := tx.session(k, bySession[k]); err != nil {
				return fmt.Errorf("session %s: %w", k.id, err)
			}
		}
		for _, pack := range packs {
			if err := tx.indexedUpTo(pack, indexed[pack]); err != nil {
				return err
			}
		}
		return nil
	})
}

// indexedUpTo notes that the span of a pack is indexed. Only what follows
// without a hole counts.
func (t *tx) indexedUpTo(pack string, span [2]int64) error {
	if _, err := t.often(`INSERT INTO packs (name, indexed) VALUES (?, 0) ON CONFLICT (name) DO NOTHING`, pack); err != nil {
		return err
	}
	_, err := t.often(`UPDATE packs SET indexed = ? WHERE name = ? AND indexed >= ? AND indexed < ?`, span[1], pack, span[0], span[1])
	return err
}

// change is what new parcels change of a session.
type change struct {
	start, end                   int64
	segments, bytes              int64
	errors, requests, failed     int64
	clicks, rage, dead, errclick int64
	format                       string
	env                          env
	views                        map[string]*viewChange
	addresses                    bool // of views have changed
	pinned, pinTime              int64
}

// viewChange is what new parcels change of a view.
type viewChange struct {
	segments, top, start, end int64
	rum                       rum.View
	version                   int64
}

// session adds parcels to one session.
func (t *tx) session(k sessionKey, list []*placed) error {
	first, last := list[0].parcel.Received, list[0].parcel.Received
	for _, p := range list {
		first, last = min(first, p.parcel.Received), max(last, p.parcel.Received)
	}
	// The row is locked from here on: positions are given out, and become
	// visible, one transaction after the other.
	if _, err := t.often(`INSERT INTO sessions (application, id, next_seq, received_first, received_last) VALUES (?, ?, 1, ?, ?)
		ON CONFLICT (application, id) DO UPDATE SET next_seq = sessions.next_seq`, k.application, k.id, first, last); err != nil {
		return err
	}
	var seq int64
	var envText, sumText string
	if err := t.get(`SELECT next_seq, env, summary FROM sessions WHERE application = ? AND id = ?`, []any{&seq, &envText, &sumText}, k.application, k.id); err != nil {
		return err
	}
	var err error
	c := change{views: map[string]*viewChange{}}
	_ = json.Unmarshal([]byte(envText), &c.env) // our own; at worst it begins anew
	fresh := false
	for _, p := range list {
		e := p.parcel
		snapshot := 0
		if e.Snapshot {
			snapshot = 1
		}
		n, err := t.often(`INSERT INTO parcels (application, session, id, seq, kind, view, number, started, ended, received, snapshot, bytes, pack, position, size)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (application, session, id) DO NOTHING`,
			k.application, k.id, p.id[:], seq, int(e.Kind), e.View, e.Index, e.Start, e.End, e.Received, snapshot, p.bytes, p.pack, p.position, p.size)
		if err != nil {
			return err
		}
		if n > 0 {
			seq++
			fresh = true
			c.add(k.id, p)
		}
	}
	if !fresh {
		return nil
	}
	if seq, err = t.pictures(k, list, seq); err != nil {
		return err
	}
	if err := t.views(k, &c); err != nil {
		return err
	}
	return t.update(k, seq, first, last, &c, sumText)
}

// add takes one new parcel.
func (c *change) add(session string, p *placed) {
	e := p.parcel
	c.env.request(e)
	switch e.Kind {
	case parcel.KindSegment:
		c.format = "datadog"
		c.segments++
		c.bytes += int64(p.bytes)
		c.spread(e.Start, e.End)
		v := c.view(e.View)
		v.segments++
		v.top = max(v.top, int64(e.Index))
		v.spread(e.Start, e.End)
	case parcel.KindRRWeb:
		c.format = "rrweb"
		c.segments++
		c.bytes += int64(p.bytes)
		c.spread(e.Start, e.End)
	case parcel.KindImage:
		c.bytes += int64(p.bytes)
	case parcel.KindRUM:
		c.rum(session, p.events)
	case parcel.KindPin:
		if e.Received >= c.pinTime {
			c.pinned, c.pinTime = int64(e.Index), e.Received
		}
	}
}

func (c *change) spread(start, end int64) {
	if start > 0 && (c.start == 0 || start < c.start) {
		c.start = start
	}
	c.end = max(c.end, end)
}

func (v *viewChange) spread(start, end int64) {
	if start > 0 && (v.start == 0 || start < v.start) {
		v.start = start
	}
	v.end = max(v.end, end)
}

func (c *change) view(id string) *viewChange {
	v := c.views[id]
	if v == nil {
		v = &viewChange{top: -1, version: -1, rum: rum.View{Segments: -1}}
		c.views[id] = v
	}
	return v
}

// rum takes the events of a batch that belong to the session.
func (c *change) rum(session string, events []*rum.Event) {
	var views rum.Views
	versions := map[string]int64{}
	for _, e := range events {
		if e.Session != session {
			continue
		}
		c.env.event(e)
		c.spread(int64(e.Time), int64(e.Time))
		if e.Entry == nil {
			views.Add(e)
			if v, ok := versions[e.View]; !ok || e.Version() > v {
				versions[e.View] = e.Version()
			}
			continue
		}
		c.count(e.Entry)
	}
	for _, v := range views.All() {
		w := c.view(v.ID)
		w.spread(int64(v.Start), int64(v.End))
		c.spread(int64(v.Start), int64(v.End))
		if versions[v.ID] >= w.version {
			w.rum, w.version = v, versions[v.ID]
		}
	}
}

// count takes what a RUM event tells for the session's counts.
func (c *change) count(e *event.Entry) {
	switch e.Kind {
	case event.EntryError:
		c.errors++
	case event.EntryRequest:
		c.requests++
		if e.Severity == event.Bad || e.Severity == event.Warning {
			c.failed++
		}
	case event.EntryAction:
		if e.Get("type") == "click" {
			c.clicks++
		}
		for _, f := range e.Fields {
			if f.Name != "frustration" {
				continue
			}
			switch f.Value {
			case "rage_click":
				c.rage++
			case "dead_click":
				c.dead++
			case "error_click":
				c.errclick++
			}
		}
	}
}

// views brings the rows of views up to date.
func (t *tx) views(k sessionKey, c *change) error {
	ids := make([]string, 0, len(c.views))
	for id := range c.views {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		v := c.views[id]
		var old viewChange
		var promised int64
		var url, name, tab string
		err := t.get(`SELECT segments, top, started, ended, version, promised, url, name, tab FROM views WHERE application = ? AND session = ? AND id = ?`,
			[]any{&old.segments, &old.top, &old.start, &old.end, &old.version, &promised, &url, &name, &tab}, k.application, k.id, id)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			old.top, old.version, promised = -1, -1, -1
		case err != nil:
			return err
		}
		v.spread(old.start, old.end)
		before := url
		if v.version >= old.version {
			url, name, tab = cmp.Or(clean(v.rum.URL), url), cmp.Or(clean(v.rum.Name), name), cmp.Or(clean(v.rum.Tab), tab)
			if v.rum.Segments >= 0 {
				promised = int64(v.rum.Segments)
			}
		} else {
			url, name, tab = cmp.Or(url, clean(v.rum.URL)), cmp.Or(name, clean(v.rum.Name)), cmp.Or(tab, clean(v.rum.Tab))
		}
		c.addresses = c.addresses || url != before
		_, err = t.often(`INSERT INTO views (application, session, id, url, name, tab, started, ended, segments, top, promised, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (application, session, id) DO UPDATE SET url = excluded.url, name = excluded.name, tab = excluded.tab, started = excluded.started, ended = excluded.ended,
			segments = excluded.segments, top = excluded.top, promised = excluded.promised, version = excluded.version`,
			k.application, k.id, id, url, name, tab, v.start, v.end, old.segments+v.segments, max(old.top, v.top), promised, max(old.version, v.version))
		if err != nil {
			return err
		}
	}
	return nil
}

// update brings the session's row up to date.
func (t *tx) update(k sessionKey, seq, first, last int64, c *change, sumText string) error {
	env, err := json.Marshal(&c.env, json.Deterministic(true))
	if err != nil {
		return err
	}
	_, err = t.often(`UPDATE sessions SET next_seq = ?, env = ?,
		received_first = CASE WHEN received_first < CAST(? AS BIGINT) THEN received_first ELSE CAST(? AS BIGINT) END,
		received_last = CASE WHEN received_last > CAST(? AS BIGINT) THEN received_last ELSE CAST(? AS BIGINT) END,
		started = CASE WHEN CAST(? AS BIGINT) = 0 OR (started > 0 AND started < CAST(? AS BIGINT)) THEN started ELSE CAST(? AS BIGINT) END,
		ended = CASE WHEN ended > CAST(? AS BIGINT) THEN ended ELSE CAST(? AS BIGINT) END,
		segments = segments + CAST(? AS BIGINT), bytes = bytes + CAST(? AS BIGINT), errors = errors + CAST(? AS BIGINT), requests = requests + CAST(? AS BIGINT), failed = failed + CAST(? AS BIGINT),
		clicks = clicks + CAST(? AS BIGINT), rage = rage + CAST(? AS BIGINT), dead = dead + CAST(? AS BIGINT), error_clicks = error_clicks + CAST(? AS BIGINT),
		pinned = CASE WHEN CAST(? AS BIGINT) > pin_time THEN CAST(? AS BIGINT) ELSE pinned END,
		pin_time = CASE WHEN CAST(? AS BIGINT) > pin_time THEN CAST(? AS BIGINT) ELSE pin_time END
		WHERE application = ? AND id = ?`,
		seq, string(env), first, first, last, last, c.start, c.start, c.start, c.end, c.end,
		c.segments, c.bytes, c.errors, c.requests, c.failed, c.clicks, c.rage, c.dead, c.errclick,
		c.pinTime, c.pinned, c.pinTime, c.pinTime, k.application, k.id)
	if err != nil {
		return err
	}
	var s summary.Session
	_ = json.Unmarshal([]byte(sumText), &s)
	if err := t.summarize(k, &s, c); err != nil {
		return err
	}
	text, err := json.Marshal(&s)
	if err != nil {
		return err
	}
	_, err = t.often(`UPDATE sessions SET summary = ? WHERE application = ? AND id = ?`, string(text), k.application, k.id)
	return err
}

// summarize fills in what the index knows by itself; what only a look at the
// recorded events tells stays as it was found last.
func (t *tx) summarize(k sessionKey, s *summary.Session, c *change) error {
	s.ID, s.Application = k.id, k.application
	var start, end, errs, requests, failed, clicks, rage, dead, errclick int64
	err := t.get(`SELECT started, ended, bytes, errors, requests, failed, clicks, rage, dead, error_clicks FROM sessions WHERE application = ? AND id = ?`,
		[]any{&start, &end, &s.Size, &errs, &requests, &failed, &clicks, &rage, &dead, &errclick}, k.application, k.id)
	if err != nil {
		return err
	}
	s.Start, s.End = event.Millis(start), event.Millis(end)
	s.Duration = s.End - s.Start
	s.Errors, s.Requests, s.Failed = max(s.Errors, int(errs)), max(s.Requests, int(requests)), max(s.Failed, int(failed))
	s.Clicks = max(s.Clicks, int(clicks))
	s.Rage, s.Dead, s.ErrorClicks = max(s.Rage, int(rage)), max(s.Dead, int(dead)), max(s.ErrorClicks, int(errclick))
	var views, tabs, gaps int64
	err = t.get(`SELECT COUNT(*), COUNT(DISTINCT tab), COALESCE(SUM(CASE WHEN top >= 0 AND segments < top + 1 THEN 1 WHEN promised > segments AND segments > 0 THEN 1 ELSE 0 END), 0)
		FROM views WHERE application = ? AND session = ?`, []any{&views, &tabs, &gaps}, k.application, k.id)
	if err != nil {
		return err
	}
	s.Gaps = int(gaps)
	if views > 0 {
		s.Views, s.Tabs = int(views), max(s.Tabs, 1)
		if c.addresses {
			if err := t.pages(k, s); err != nil {
				return err
			}
		}
	}
	s.Format = cmp.Or(c.format, s.Format)
	s.Recorder = cmp.Or(map[string]string{"datadog": "Datadog Browser SDK", "rrweb": "rrweb"}[s.Format], s.Recorder)
	c.env.fill(s)
	return nil
}

// pages lists the addresses of the session's views.
func (t *tx) pages(k sessionKey, s *summary.Session) error {
	rows, err := t.query(`SELECT url FROM views WHERE application = ? AND session = ? AND url <> '' ORDER BY started, id LIMIT 2000`, k.application, k.id)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	s.Pages = nil
	for rows.Next() {
		url := ""
		if err := rows.Scan(&url); err != nil {
			return err
		}
		s.AddPage(url)
	}
	return rows.Err()
}

// parseRUM reads a batch of RUM events: one per line. What is no RUM event is
// counted.
func parseRUM(b []byte) (events []*rum.Event, bad int) {
	for line := range bytes.Lines(b) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		e, err := rum.Parse(line)
		if err != nil {
			bad++
			continue
		}
		events = append(events, e)
	}
	return events, bad
}
