package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Find says which sessions to list.
type Find struct {
	// Match is asked of every session that the rest lets through; nil matches all.
	Match func(*Session) bool
	// Applications are those that may be seen; nil means all.
	Applications []string
	// Prepare fills in what a session lacks before it is matched; may be nil.
	Prepare func(*Session)
	// Bounds narrow the search by columns of the summary. Those that the database
	// does not have are ignored: Match decides.
	Bounds []Bound
	// After is where the page before ended, as List returned it.
	After string
	// Limit is how many to return at most.
	Limit int
}

// ErrCursor says that Find.After is not what List returned.
var ErrCursor = errors.New("not a place to go on from")

// Bound says that a column lies between two numbers, both included.
type Bound struct {
	Column    string
	Low, High float64
}

const listMost = 1000

// bounded are the columns of summaries that the database has as they are.
var bounded = map[string]string{"start": "started", "end": "ended", "duration": "ended - started", "size": "bytes"}

// List returns sessions, those that started last first, and where to go on; ""
// at the end.
func (s *Store) List(ctx context.Context, f Find) (list []Session, next string, err error) {
	if f.Limit <= 0 || f.Limit > listMost {
		f.Limit = listMost
	}
	where, args, err := f.where()
	if err != nil {
		return nil, "", err
	}
	epoch, err := s.index.epoch(ctx)
	if err != nil {
		return nil, "", err
	}
	rows, err := s.index.query(ctx, `SELECT `+sessionColumns+` FROM sessions WHERE `+where+` ORDER BY started DESC, application DESC, id DESC`, args...)
	if err != nil {
		return nil, "", err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	for rows.Next() {
		v, err := s.scanSession(rows, epoch)
		if err != nil {
			return nil, "", err
		}
		if f.Prepare != nil {
			f.Prepare(&v)
		}
		if f.Match != nil && !f.Match(&v) {
			continue
		}
		if len(list) == f.Limit {
			last := list[len(list)-1]
			return list, cursor(int64(last.Start), last.Application, last.ID), nil
		}
		list = append(list, v)
	}
	return list, "", rows.Err()
}

// where makes the condition of what the database can tell by itself.
func (f *Find) where() (string, []any, error) {
	conds := []string{`id NOT LIKE '` + standIn + `%'`}
	var args []any
	if f.Applications != nil {
		marks := make([]string, 0, len(f.Applications))
		for _, a := range f.Applications {
			marks = append(marks, "?")
			args = append(args, a)
		}
		if len(marks) == 0 {
			marks = []string{"NULL"}
		}
		conds = append(conds, "application IN ("+strings.Join(marks, ", ")+")")
	}
	for _, b := range f.Bounds {
		expr, ok := bounded[b.Column]
		if !ok {
			continue
		}
		if !math.IsInf(b.Low, 0) {
			conds, args = append(conds, expr+" >= ?"), append(args, int64(math.Floor(b.Low)))
		}
		if !math.IsInf(b.High, 0) {
			conds, args = append(conds, expr+" <= ?"), append(args, int64(math.Ceil(b.High)))
		}
	}
	if f.After != "" {
		start, app, id, err := readCursor(f.After)
		if err != nil {
			return "", nil, err
		}
		conds = append(conds, "(started < ? OR started = ? AND (application < ? OR application = ? AND id < ?))")
		args = append(args, start, start, app, app, id)
	}
	return strings.Join(conds, " AND "), args, nil
}

func cursor(start int64, application, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(start, 10) + "/" + application + "/" + id))
}

func readCursor(s string) (start int64, application, id string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	parts := strings.Split(string(b), "/")
	if err == nil && len(parts) == 3 {
		if start, err = strconv.ParseInt(parts[0], 10, 64); err == nil {
			return start, parts[1], parts[2], nil
		}
	}
	return 0, "", "", fmt.Errorf("%q: %w", s, ErrCursor)
}
