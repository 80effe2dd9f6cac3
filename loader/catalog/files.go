package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"playhead/loader"
)

// Bounds of what is looked at.
const (
	maxFiles   = 2_000_000
	maxFolders = 32 // nested
)

// file is one file of the sources, and what is known of it.
type file struct {
	path  string // as to be opened: the source, joined with what lies below it
	size  int64
	mtime int64 // ns since the epoch
	named bool  // it is a source itself

	known  bool
	probed loader.Probed
	err    string // why it could not be read
}

// same reports whether the file looks unchanged since g was seen.
func (f *file) same(g *file) bool { return f.size == g.size && f.mtime == g.mtime }

// list finds the files of the sources: directories in order of their names.
// Symbolic links below a directory are not followed. What cannot be read is told
// to skip; that a source is not there is an error.
func list(ctx context.Context, sources []string, skip func(path string, err error)) ([]*file, error) {
	var files []*file
	seen := make(map[string]bool)
	add := func(path string, st fs.FileInfo, named bool) {
		if !seen[path] {
			seen[path] = true
			files = append(files, &file{path: path, size: st.Size(), mtime: st.ModTime().UnixNano(), named: named})
		}
	}
	for _, source := range sources {
		st, err := os.Stat(source)
		if err != nil {
			var p *fs.PathError
			if errors.As(err, &p) {
				p.Op = "open" // what the user asked for
			}
			return nil, err
		}
		if !st.IsDir() {
			add(source, st, true)
			continue
		}
		root := filepath.Clean(source)
		// With a separator at its end a link to a directory is followed.
		err = filepath.WalkDir(root+string(filepath.Separator), func(path string, e fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				skip(path, err)
				return nil
			case e.IsDir():
				if strings.Count(strings.TrimPrefix(path, root), string(filepath.Separator)) > maxFolders {
					skip(path, errors.New("directories are nested too deeply"))
					return fs.SkipDir
				}
				return nil
			case e.Type()&fs.ModeSymlink == 0 && !e.Type().IsRegular():
				return nil
			case len(files) >= maxFiles:
				return fmt.Errorf("%s: more than %d files", source, maxFiles)
			}
			st, err := os.Stat(path) // of what a link leads to
			if err != nil {
				skip(path, err)
				return nil
			}
			if st.Mode().IsRegular() && st.Size() > 0 {
				add(path, st, false)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
