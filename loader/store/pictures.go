package store

import (
	"cmp"
	"slices"
	"strings"

	"playhead/loader/parcel"
)

// Pictures of canvases are sent without the session they belong to. They are
// kept under a stand-in for it, one for each browser and day, and belong to the
// sessions of that browser that something came of at about the same time. What
// comes first does not matter: a picture looks for its sessions, and a session
// for its pictures.

// StandIn returns the session that a picture is kept under.
func StandIn(p *parcel.Parcel, day string) string { return standIn + p.Client + "-" + day }

// standIn is what no session's id begins with.
const standIn = "~"

// pictureNear is how far apart, in ms, a picture and what else comes of its
// session are at most: SDKs send again for as long.
const pictureNear = 10 * 60 * 1000

// pictures brings pictures and sessions together, after parcels were added to
// the session k, which may be a stand-in. It returns the next position.
func (t *tx) pictures(k sessionKey, list []*placed, seq int64) (int64, error) {
	if strings.HasPrefix(k.id, standIn) {
		return seq, t.sharePictures(k, list)
	}
	seen := map[string]bool{}
	for _, p := range list {
		client := p.parcel.Client
		if client == "" || seen[client] || p.parcel.Kind == parcel.KindPin {
			continue
		}
		seen[client] = true
		if _, err := t.often(`INSERT INTO clients (application, client, session) VALUES (?, ?, ?) ON CONFLICT (application, client, session) DO NOTHING`, k.application, client, k.id); err != nil {
			return seq, err
		}
		n, err := t.linkPictures(k, client, p.parcel.Received, seq)
		if err != nil {
			return seq, err
		}
		seq += n
	}
	return seq, nil
}

// sharePictures adds pictures of a stand-in to the sessions of its browser.
func (t *tx) sharePictures(k sessionKey, list []*placed) error {
	type target struct {
		client, session string
		received        int64
	}
	var targets []target
	for _, p := range list {
		rows, err := t.query(`SELECT c.session FROM clients c JOIN sessions s ON s.application = c.application AND s.id = c.session
			WHERE c.application = ? AND c.client = ? AND s.received_first <= ? AND s.received_last >= ?`,
			k.application, p.parcel.Client, p.parcel.Received+pictureNear, p.parcel.Received-pictureNear)
		if err != nil {
			return err
		}
		for rows.Next() {
			x := target{client: p.parcel.Client, received: p.parcel.Received}
			if err := rows.Scan(&x.session); err != nil {
				_ = rows.Close()
				return err
			}
			if !slices.ContainsFunc(targets, func(o target) bool { return o.session == x.session }) {
				targets = append(targets, x)
			}
		}
		if err := cmp.Or(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	for _, x := range targets {
		var seq int64
		if err := t.get(`SELECT next_seq FROM sessions WHERE application = ? AND id = ?`, []any{&seq}, k.application, x.session); err != nil {
			return err
		}
		n, err := t.linkPictures(sessionKey{k.application, x.session}, x.client, x.received, seq)
		if err != nil {
			return err
		}
		if _, err := t.often(`UPDATE sessions SET next_seq = next_seq + ? WHERE application = ? AND id = ? AND next_seq = ?`, n, k.application, x.session, seq); err != nil {
			return err
		}
	}
	return nil
}

// linkPictures adds rows for the pictures of a browser that came at about a time
// to a session, from position seq on. It returns how many positions it used.
func (t *tx) linkPictures(k sessionKey, client string, received, seq int64) (int64, error) {
	type picture struct {
		standIn string
		id      []byte
	}
	rows, err := t.query(`SELECT p.session, p.id FROM parcels p
		WHERE p.application = ? AND p.session >= ? AND p.session < ? AND p.kind = ? AND p.received BETWEEN ? AND ?
		AND NOT EXISTS (SELECT 1 FROM parcels o WHERE o.application = p.application AND o.session = ? AND o.id = p.id) ORDER BY p.session, p.seq`,
		k.application, standIn+client+"-", standIn+client+"-~", int(parcel.KindImage), received-pictureNear, received+pictureNear, k.id)
	if err != nil {
		return 0, err
	}
	var list []picture
	for rows.Next() {
		var p picture
		if err := rows.Scan(&p.standIn, &p.id); err != nil {
			_ = rows.Close()
			return 0, err
		}
		list = append(list, p)
	}
	if err := cmp.Or(rows.Err(), rows.Close()); err != nil {
		return 0, err
	}
	added := int64(0)
	for _, p := range list {
		n, err := t.often(`INSERT INTO parcels (application, session, id, seq, kind, view, number, started, ended, received, snapshot, bytes, pack, position, size)
			SELECT application, CAST(? AS TEXT), id, CAST(? AS BIGINT), kind, view, number, started, ended, received, snapshot, bytes, pack, position, size
			FROM parcels WHERE application = ? AND session = ? AND id = ? ON CONFLICT (application, session, id) DO NOTHING`,
			k.id, seq+added, k.application, p.standIn, p.id)
		if err != nil {
			return 0, err
		}
		added += n
	}
	return added, nil
}
