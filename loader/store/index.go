package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	_ "github.com/jackc/pgx/v5/stdlib" // the database/sql driver "pgx"
	_ "modernc.org/sqlite"             // the database/sql driver "sqlite"
)

// index is the session index: an SQL database, embedded or shared by several
// intakes. It is a cache of what the packs hold.
type index struct {
	db       *sql.DB
	postgres bool

	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

// schemaVersion changes with the tables and with the identity of parcels; an
// index of another version is made anew from the packs.
const schemaVersion = "2"

// sameTables is the version whose tables are the same, with identities made
// otherwise.
const sameTables = "1"

// schema creates the tables. {id} is a text that compares byte by byte, {blob} a
// string of bytes, {clustered} keeps rows in the order of their key; all numbers
// have 64 bits.
var schema = [...]string{
	`CREATE TABLE IF NOT EXISTS meta (name {id} PRIMARY KEY, value TEXT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS packs (
		name {id} PRIMARY KEY,
		indexed BIGINT NOT NULL,
		doomed BIGINT NOT NULL DEFAULT 0
	)`,
	`CREATE TABLE IF NOT EXISTS sessions (
		application {id} NOT NULL,
		id {id} NOT NULL,
		next_seq BIGINT NOT NULL,
		received_first BIGINT NOT NULL,
		received_last BIGINT NOT NULL,
		started BIGINT NOT NULL DEFAULT 0,
		ended BIGINT NOT NULL DEFAULT 0,
		segments BIGINT NOT NULL DEFAULT 0,
		bytes BIGINT NOT NULL DEFAULT 0,
		errors BIGINT NOT NULL DEFAULT 0,
		requests BIGINT NOT NULL DEFAULT 0,
		failed BIGINT NOT NULL DEFAULT 0,
		clicks BIGINT NOT NULL DEFAULT 0,
		rage BIGINT NOT NULL DEFAULT 0,
		dead BIGINT NOT NULL DEFAULT 0,
		error_clicks BIGINT NOT NULL DEFAULT 0,
		pinned BIGINT NOT NULL DEFAULT 0,
		pin_time BIGINT NOT NULL DEFAULT 0,
		summarized BIGINT NOT NULL DEFAULT 0,
		env TEXT NOT NULL DEFAULT '{}',
		summary TEXT NOT NULL DEFAULT '{}',
		PRIMARY KEY (application, id)
	)`,
	`CREATE INDEX IF NOT EXISTS sessions_id ON sessions (id)`,
	`CREATE INDEX IF NOT EXISTS sessions_started ON sessions (started, application, id)`,
	`CREATE INDEX IF NOT EXISTS sessions_received ON sessions (received_last)`,
	`CREATE TABLE IF NOT EXISTS views (
		application {id} NOT NULL,
		session {id} NOT NULL,
		id {id} NOT NULL,
		url TEXT NOT NULL DEFAULT '',
		name TEXT NOT NULL DEFAULT '',
		tab TEXT NOT NULL DEFAULT '',
		started BIGINT NOT NULL DEFAULT 0,
		ended BIGINT NOT NULL DEFAULT 0,
		segments BIGINT NOT NULL DEFAULT 0,
		top BIGINT NOT NULL DEFAULT -1,
		promised BIGINT NOT NULL DEFAULT -1,
		version BIGINT NOT NULL DEFAULT -1,
		PRIMARY KEY (application, session, id)
	)`,
	`CREATE TABLE IF NOT EXISTS parcels (
		application {id} NOT NULL,
		session {id} NOT NULL,
		id {blob} NOT NULL,
		seq BIGINT NOT NULL,
		kind BIGINT NOT NULL,
		view {id} NOT NULL,
		number BIGINT NOT NULL,
		started BIGINT NOT NULL,
		ended BIGINT NOT NULL,
		received BIGINT NOT NULL,
		snapshot BIGINT NOT NULL,
		bytes BIGINT NOT NULL,
		pack {id} NOT NULL,
		position BIGINT NOT NULL,
		size BIGINT NOT NULL,
		PRIMARY KEY (application, session, seq)
	){clustered}`,
	`CREATE UNIQUE INDEX IF NOT EXISTS parcels_id ON parcels (application, session, id)`,
	`CREATE INDEX IF NOT EXISTS parcels_pack ON parcels (pack, position)`,
	`CREATE TABLE IF NOT EXISTS clients (
		application {id} NOT NULL,
		client {id} NOT NULL,
		session {id} NOT NULL,
		PRIMARY KEY (application, client, session)
	)`,
	`CREATE TABLE IF NOT EXISTS leases (name {id} PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL)`,
}

// openIndex opens the index at place: a PostgreSQL URL, or the path of an SQLite
// file.
func openIndex(ctx context.Context, place string) (*index, error) {
	x := &index{stmts: map[string]*sql.Stmt{}}
	var err error
	switch {
	case strings.HasPrefix(place, "postgres://"), strings.HasPrefix(place, "postgresql://"):
		x.postgres = true
		x.db, err = sql.Open("pgx", place)
	case strings.Contains(place, "://") && !strings.HasPrefix(place, "file://"):
		return nil, fmt.Errorf("index %s: want a file, or postgres://user:password@host/database", redact(place))
	default:
		path := strings.TrimPrefix(place, "file://")
		dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
		// Batches of parcels touch pages all over their sessions: a cache that holds
		// them until they are written, and checkpoints after several batches, write
		// each page fewer times.
		dsn.RawQuery = url.Values{"_txlock": {"immediate"}, "_pragma": {
			"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "temp_store(MEMORY)", "cache_size(-8192)", "wal_autocheckpoint(4000)",
		}}.Encode()
		x.db, err = sql.Open("sqlite", dsn.String())
	}
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", redact(place), err)
	}
	x.db.SetMaxOpenConns(8)
	x.db.SetMaxIdleConns(8)
	if err := x.create(ctx); err != nil {
		_ = x.db.Close()
		return nil, fmt.Errorf("index %s: %w", redact(place), err)
	}
	return x, nil
}

// redact takes the password out of a URL.
func redact(place string) string {
	if u, err := url.Parse(place); err == nil && u.User != nil {
		return u.Redacted()
	}
	return place
}

// create makes the tables that are missing. Several intakes may start at once.
func (x *index) create(ctx context.Context) error {
	types := strings.NewReplacer("{id}", "TEXT", "{blob}", "BLOB", "{clustered}", " WITHOUT ROWID")
	if x.postgres {
		types = strings.NewReplacer("{id}", `TEXT COLLATE "C"`, "{blob}", "BYTEA", "{clustered}", "")
	}
	return x.inTx(ctx, func(tx *tx) error {
		if x.postgres {
			if _, err := tx.exec(`SELECT pg_advisory_xact_lock(7307195)`); err != nil {
				return err
			}
		}
		for _, stmt := range schema {
			if _, err := tx.Tx.ExecContext(ctx, types.Replace(stmt)); err != nil {
				return err
			}
		}
		for name, value := range map[string]string{"version": schemaVersion, "epoch": randomName()} {
			if _, err := tx.exec(`INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`, name, value); err != nil {
				return err
			}
		}
		version := ""
		if err := tx.row(`SELECT value FROM meta WHERE name = 'version'`).Scan(&version); err != nil {
			return err
		}
		if version == sameTables && !x.postgres {
			// Emptied, it is filled from the packs like any that lacks something. One
			// that others share might still be written to by an older intake.
			if err := tx.clear(); err != nil {
				return err
			}
			_, err := tx.exec(`UPDATE meta SET value = ? WHERE name = 'version'`, schemaVersion)
			return err
		}
		if version != schemaVersion {
			return fmt.Errorf("made by another version of this program (%s, not %s): stop what uses it, remove it and run `playhead intake reindex`", version, schemaVersion)
		}
		return nil
	})
}

// epoch names this making of the index: positions in sessions mean something
// within one only.
func (x *index) epoch(ctx context.Context) (string, error) {
	v := ""
	err := x.row(ctx, `SELECT value FROM meta WHERE name = 'epoch'`).Scan(&v)
	return v, err
}

func (x *index) close() error { return x.db.Close() }

// bind writes placeholders as the database wants them.
func (x *index) bind(query string) string {
	if !x.postgres {
		return query
	}
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		n++
		b.WriteString("$" + strconv.Itoa(n))
	}
	return b.String()
}

// prepared returns a statement, prepared once.
func (x *index) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if s := x.stmts[query]; s != nil {
		return s, nil
	}
	s, err := x.db.PrepareContext(ctx, x.bind(query))
	if err != nil {
		return nil, err
	}
	x.stmts[query] = s
	return s, nil
}

func (x *index) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return x.db.QueryContext(ctx, x.bind(query), args...)
}

func (x *index) row(ctx context.Context, query string, args ...any) *sql.Row {
	return x.db.QueryRowContext(ctx, x.bind(query), args...)
}

func (x *index) exec(ctx context.Context, query string, args ...any) (int64, error) {
	r, err := x.db.ExecContext(ctx, x.bind(query), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// tx is a transaction of the index.
type tx struct {
	*sql.Tx
	x     *index
	ctx   context.Context //nolint:containedctx // of the transaction, which ends with it
	stmts map[string]*sql.Stmt
}

// inTx runs f in a transaction, which is kept when f returns nil.
func (x *index) inTx(ctx context.Context, f func(*tx) error) error {
	t, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(&tx{Tx: t, x: x, ctx: ctx, stmts: map[string]*sql.Stmt{}}); err != nil {
		return errors.Join(err, ignoreDone(t.Rollback()))
	}
	return t.Commit()
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func (t *tx) exec(query string, args ...any) (int64, error) {
	r, err := t.ExecContext(t.ctx, t.x.bind(query), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// prepared returns a statement that is prepared once for each connection.
func (t *tx) prepared(query string) (*sql.Stmt, error) {
	if s := t.stmts[query]; s != nil {
		return s, nil
	}
	s, err := t.x.prepared(t.ctx, query)
	if err != nil {
		return nil, err
	}
	s = t.StmtContext(t.ctx, s)
	t.stmts[query] = s
	return s, nil
}

// often runs a statement that is run for every parcel or session.
func (t *tx) often(query string, args ...any) (int64, error) {
	s, err := t.prepared(query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// get is row for a query that is made for every session.
func (t *tx) get(query string, into []any, args ...any) error {
	s, err := t.prepared(query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(t.ctx, args...).Scan(into...)
}

func (t *tx) row(query string, args ...any) *sql.Row {
	return t.QueryRowContext(t.ctx, t.x.bind(query), args...)
}

// query is get for many rows.
func (t *tx) query(query string, args ...any) (*sql.Rows, error) {
	s, err := t.prepared(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(t.ctx, args...)
}
