package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"playhead/engine/summary"
	"playhead/loader"
	"playhead/loader/intake"
	"playhead/loader/store"
)

func (a *App) intakeCommand() *cobra.Command {
	var f intakeFlags
	cmd := &cobra.Command{
		Use:   "intake",
		Short: "Take recordings in from the Datadog Browser SDK and from rrweb",
		Long: `Take recordings in: the unmodified Datadog Browser SDK (3 to 7) sends to it with its option proxy,
rrweb with POST /rrweb/<session id>. What is acknowledged is on disk. The sessions are listed with
playhead sessions --server and played from their address, live while they go on.

It listens on 127.0.0.1 and then takes everything in and shows it to everybody on this machine. On
another address it wants applications with client tokens, and read tokens: see --example. Settings
come from flags, then variables (PLAYHEAD_INTAKE_LISTEN, …), then the file.

--store is a directory or s3://bucket/prefix?endpoint=host:port (credentials in AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY). --index is an SQLite file or a PostgreSQL URL; intakes that share both may be
as many as you like.`,
		Example: examples(
			"playhead intake",
			"playhead intake --sdk node_modules/@datadog/browser-rum/bundle   # and open http://127.0.0.1:8126/demo/",
			"playhead intake --listen :8126 --file intake.toml --tls-cert cert.pem --tls-key key.pem",
			"playhead intake --store 's3://replays?endpoint=minio:9000' --index postgres://intake@db/replays",
			"playhead intake token",
			"playhead intake reindex --store /var/lib/playhead",
		),
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.example {
				_, err := fmt.Fprint(a.Stdout, intakeExample)
				return err
			}
			return a.intake(cmd, &f)
		},
	}
	f.add(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.sdk, "sdk", "", "the SDK's bundle `DIRECTORY` or file, to record the shop at /demo/ with")
	fl.BoolVar(&f.quiet, "quiet", false, "print no snippet at the start")
	fl.BoolVar(&f.example, "example", false, "print an example of the file and nothing else")
	cmd.AddCommand(a.reindexCommand(), a.tokenCommand())
	return cmd
}

func (a *App) reindexCommand() *cobra.Command {
	var f intakeFlags
	cmd := &cobra.Command{
		Use:   "reindex",
		Short: "Make the session index anew from what is stored",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.intakeSettings(cmd, &f)
			if err != nil {
				return err
			}
			st, err := a.openStore(cmd.Context(), s)
			if err != nil {
				return err
			}
			defer st.Close() //nolint:errcheck // nothing is taken in
			if err := st.Reindex(cmd.Context()); err != nil {
				return err
			}
			t, err := st.Totals(cmd.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Stdout, "%d sessions, %s\n", t.Sessions, bytesText(t.Bytes))
			return nil
		},
	}
	f.add(cmd)
	return cmd
}

func (a *App) tokenCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "token",
		Short: "Make a read token, and the hash that the intake's file holds",
		Args:  args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			token, hash := intake.NewToken()
			fmt.Fprintf(a.Stdout, "token  %s\nhash   %s\n", token, hash)
			return nil
		},
	}
}

// intake serves until the process is told to stop.
func (a *App) intake(cmd *cobra.Command, f *intakeFlags) error {
	ctx := cmd.Context()
	s, err := a.intakeSettings(cmd, f)
	if err != nil {
		return err
	}
	if s.server.Demo, err = demoHandler(f.sdk); err != nil {
		return usageError{err}
	}
	if err := s.server.Check(); err != nil {
		return usageError{err}
	}
	st, err := a.openStore(ctx, s)
	if err != nil {
		return err
	}
	srv, err := intake.New(s.server, st)
	if err != nil {
		_ = st.Close()
		return usageError{err}
	}
	err = srv.Run(ctx, func(base *url.URL) {
		s.server.Log.Info("listening", "address", base.String(), "store", s.store.Store, "open", len(s.server.Readers) == 0)
		if !f.quiet {
			fmt.Fprint(a.Stdout, snippet(base, s, f.sdk != ""))
		}
	})
	if closing := st.Close(); err == nil {
		err = closing
	}
	if err == nil {
		s.server.Log.Info("stopped; everything that was acknowledged is stored")
	}
	return err
}

// openStore opens the store, with summaries that look at what happened.
func (a *App) openStore(ctx context.Context, s *intakeSettings) (*store.Store, error) {
	var st *store.Store
	ready := make(chan struct{})
	opts := s.store
	opts.Summarize = func(ctx context.Context, application, session string) (summary.Session, error) {
		select {
		case <-ready:
		case <-ctx.Done():
			return summary.Session{}, ctx.Err()
		}
		rec, err := loader.OpenFeed(ctx, session, 0, st.Feed(application, session))
		if err != nil {
			return summary.Session{}, err
		}
		defer rec.Close() //nolint:errcheck // nothing is written
		if err := rec.Wait(ctx); err != nil {
			return summary.Session{}, err
		}
		sum := rec.Summary("")
		return sum, summarize(ctx, rec, &sum)
	}
	st, err := store.Open(ctx, opts)
	if err != nil {
		return nil, err
	}
	close(ready)
	return st, nil
}

// logger makes the log that settings ask for.
func (a *App) logger(format, level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log-level %q: want debug, info, warn or error", level)
	}
	opts := &slog.HandlerOptions{Level: l}
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(a.Stderr, opts)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(a.Stderr, opts)), nil
	}
	return nil, fmt.Errorf("log-format %q: want text or json", format)
}

// dataDir is where the intake keeps things when nothing else is said (XDG base
// directory specification).
func (a *App) dataDir() string {
	base := a.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(base) {
		home := a.Getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(base, "playhead", "intake")
}

// defaultAge is how long recordings are kept: as long as Datadog does.
const defaultAge = 30 * 24 * time.Hour
