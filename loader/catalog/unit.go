package catalog

import (
	"context"
	"iter"
	"path/filepath"
	"strings"

	"playhead/loader"
)

// Unit is what has to be loaded at once: the files of one session, or of
// sessions that share files.
type Unit struct {
	// Name opens it, as a person would type it. Shared says that there is more
	// below that name than this unit.
	Name   string
	Shared bool

	files  []*file
	beside []*file // with pictures that may be its own
	shows  bool    // it holds recorded pages, not RUM events alone
	open   func(ctx context.Context, session string) ([]*loader.Recording, error)
}

// Remote returns a unit that is not made of files: open loads its recordings,
// or the one of a session when it is not "".
func Remote(name string, open func(ctx context.Context, session string) ([]*loader.Recording, error)) *Unit {
	return &Unit{Name: name, open: open, shows: true}
}

// Sessions is how many sessions the files of the unit are known to hold before
// they are loaded, at least.
func (u *Unit) Sessions() int {
	ids := make(map[string]struct{})
	for _, f := range u.files {
		for i := range f.probed.Pieces {
			ids[f.probed.Pieces[i].Session] = struct{}{}
		}
	}
	return len(ids)
}

// Sources are what [loader.Open] takes to open the unit.
func (u *Unit) Sources() []string {
	if u.files == nil {
		return []string{u.Name}
	}
	out := make([]string, 0, len(u.files)+len(u.beside))
	for _, f := range u.files {
		out = append(out, f.path)
	}
	for _, f := range u.beside {
		out = append(out, f.path)
	}
	return out
}

// Open loads the recordings of the unit, or only that of a session when it is
// not "".
func (u *Unit) Open(ctx context.Context, session string) ([]*loader.Recording, error) {
	if u.open != nil {
		return u.open(ctx, session)
	}
	return loader.OpenAll(ctx, u.Sources(), loader.Options{Session: session})
}

// common is the deepest directory that holds all files.
func (u *Unit) common() string {
	dir := filepath.Dir(u.files[0].path)
	for _, f := range u.files[1:] {
		for !within(dir, f.path) {
			dir = filepath.Dir(dir)
		}
	}
	return dir
}

func within(dir, path string) bool {
	if dir == "." || dir == string(filepath.Separator) {
		return true
	}
	return strings.HasPrefix(path, dir+string(filepath.Separator))
}

// folders are all directories above the files.
func (u *Unit) folders() map[string]struct{} {
	out := make(map[string]struct{})
	for _, f := range u.files {
		for dir := range above(f.path) {
			out[dir] = struct{}{}
		}
	}
	return out
}

// above goes through the directories above a path, the nearest first.
func above(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for dir := filepath.Dir(path); yield(dir) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		}
	}
}

// datadog reports whether the unit holds Datadog segments.
func (u *Unit) datadog() bool {
	for _, f := range u.files {
		for i := range f.probed.Pieces {
			if f.probed.Pieces[i].Format == loader.FormatDatadog {
				return true
			}
		}
	}
	return false
}
