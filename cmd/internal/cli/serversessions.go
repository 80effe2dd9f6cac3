package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/loader"
	"playhead/loader/catalog"
)

// sessionServer returns the server whose sessions are to be listed, nil for
// files: the one that a flag names, or without any source the configured one.
func (a *App) sessionServer(cmd *cobra.Command, args []string) (*loader.Remote, error) {
	cfg, err := a.config(cmd)
	if err != nil {
		return nil, err
	}
	remote := a.remote(cfg)
	switch {
	case remote.Server == "":
		return nil, nil //nolint:nilnil // no server is no error
	case cfg.Get(config.Server).From == config.Flag:
		return &remote, nil
	}
	for _, arg := range args {
		if arg == "-" || exists(arg) {
			return nil, nil //nolint:nilnil // files were named
		}
	}
	return &remote, nil
}

// remoteSessions lists the sessions of a server.
func (a *App) remoteSessions(ctx context.Context, remote *loader.Remote, args []string, f *sessionFlags) error {
	query := f.many.query
	if len(args) > 0 {
		if query != "" {
			return usagef("give the query once: %q and %q", strings.Join(args, " "), query)
		}
		query = strings.Join(args, " ")
	}
	out, err := a.sessionPrinter(f)
	if err != nil {
		return err
	}
	sorter, err := newSorter(f.sort)
	if err != nil {
		return err
	}
	most := f.limit
	if sorter != nil {
		most = 0 // the first ones are known when all are there
	}
	found, err := remote.Sessions(ctx, query, most)
	if err != nil {
		return err
	}
	list := make([]catalog.Session, len(found))
	for i := range found {
		list[i].Session = found[i]
	}
	sorter.sort(list)
	for i := range list {
		if f.limit > 0 && i == f.limit {
			break
		}
		if err := out.print(&list[i].Session); err != nil {
			return err
		}
	}
	return out.flush()
}
