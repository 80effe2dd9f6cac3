package sessions

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"
)

// Watched are the marks of recordings that were watched. They are kept in a file
// of JSON lines, the last of a recording counting, so that several players can
// add to it. The zero value keeps them for as long as it lives.
type Watched struct {
	path string
	keys map[string]bool
}

// mark is a line of the file.
type mark struct {
	Session string `json:"session"` // its key
	Watched bool   `json:"watched"`
	Time    int64  `json:"time"` // ms since the epoch
}

// Bounds of the file: what is longer is not read to its end, and is written anew.
const (
	maxMarks = 100_000
	maxLine  = 4096
)

// LoadWatched reads the marks of a file, which need not be there; "" keeps none.
func LoadWatched(path string) (*Watched, error) {
	w := &Watched{path: path, keys: make(map[string]bool)}
	if path == "" {
		return w, nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil
	}
	if err != nil {
		return w, err
	}
	defer f.Close() //nolint:errcheck // only read
	return w, w.read(f)
}

func (w *Watched) read(r io.Reader) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxLine)
	for n := 0; s.Scan() && n < maxMarks; n++ {
		var m mark
		// A line that was cut off is worth less than the others.
		if json.Unmarshal(s.Bytes(), &m) != nil || m.Session == "" {
			continue
		}
		if m.Watched {
			w.keys[m.Session] = true
		} else {
			delete(w.keys, m.Session)
		}
	}
	return s.Err()
}

// Has reports whether the recording with a key was watched.
func (w *Watched) Has(key string) bool { return w.keys[key] }

// Set marks a recording, and returns what adds that to the file, to be called
// anywhere.
func (w *Watched) Set(key string, watched bool, now int64) func() error {
	if w.keys == nil {
		w.keys = make(map[string]bool)
	}
	if w.keys[key] == watched {
		return func() error { return nil }
	}
	if watched {
		w.keys[key] = true
	} else {
		delete(w.keys, key)
	}
	path := w.path
	return func() error { return appendMark(path, mark{key, watched, now}) }
}

func appendMark(path string, m mark) error {
	if path == "" {
		return nil
	}
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if len(b) >= maxLine {
		return errors.New("the session's id is too long to keep a mark for it")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	return errors.Join(err, f.Close())
}
