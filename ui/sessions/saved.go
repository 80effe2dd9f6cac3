package sessions

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"playhead/engine/query"
)

// Saved are queries that were kept to be asked again, in a file of one a line.
type Saved struct {
	path string
	list []string
}

// Bounds of the file.
const (
	maxSaved     = 99
	maxSavedFile = 1 << 20
)

// LoadSaved reads the queries of a file, which need not be there; "" keeps none
// longer than the program runs.
func LoadSaved(path string) (*Saved, error) {
	s := &Saved{path: path}
	if path == "" {
		return s, nil
	}
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil && st.Size() > maxSavedFile {
		err = errors.New(path + ": too large for a list of queries")
	}
	if err != nil {
		return s, err
	}
	b, err := os.ReadFile(path)
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && len(s.list) < maxSaved && !slices.Contains(s.list, line) {
			s.list = append(s.list, line)
		}
	}
	return s, err
}

// List returns the queries in their order.
func (s *Saved) List() []string { return s.list }

// Toggle keeps a query, or lets go of it, and reports which; write writes the
// file, and may be called anywhere.
func (s *Saved) Toggle(text string) (kept bool, write func() error) {
	text = strings.Join(strings.Fields(text), " ")
	list := slices.Clone(s.list)
	if i := slices.Index(list, text); i >= 0 {
		list = slices.Delete(list, i, i+1)
	} else if len(list) < maxSaved {
		list, kept = append(list, text), true
	}
	s.list = list
	path := s.path
	return kept, func() error {
		if path == "" {
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		tmp := path + ".new"
		if err := os.WriteFile(tmp, []byte(strings.Join(append(list, ""), "\n")), 0o600); err != nil {
			return err
		}
		return os.Rename(tmp, path)
	}
}

// Next returns the query d after the one that is asked, and its number; "" when
// there is none.
func (s *Saved) Next(now string, d int) (text string, number int) {
	n := len(s.list)
	if n == 0 {
		return "", 0
	}
	i := slices.Index(s.list, strings.Join(strings.Fields(now), " "))
	switch {
	case i >= 0:
		i = ((i+d)%n + n) % n
	case d < 0:
		i = n - 1
	default:
		i = 0
	}
	return s.list[i], i + 1
}

const savedField = "queries"

// SetSaved shows for every recording which of the queries hold for it, by their
// numbers.
func (t *Table) SetSaved(list []string) {
	t.saved = t.saved[:0]
	for _, text := range list {
		q, err := query.Parse(text)
		if err == nil {
			err = q.Check(Fields())
		}
		if err != nil {
			q = nil // of another version; its number stays
		}
		t.saved = append(t.saved, q)
	}
	if len(t.saved) == 0 && columns[t.column].name == savedField {
		t.column = byStart
	}
	for i := range t.all {
		t.hold(&t.all[i])
	}
	t.arrange()
}

// hold finds the saved queries that hold for a row.
func (t *Table) hold(r *Row) {
	r.Holds = r.Holds[:0]
	for i, q := range t.saved {
		if q != nil && q.Match(r) {
			r.Holds = append(r.Holds, i+1)
		}
	}
}

func (r *Row) holds() string {
	var b strings.Builder
	for i, n := range r.Holds {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
