package notes

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/go-json-experiment/json"

	"playhead/engine/text"
)

// Bounds of the file.
const (
	maxLine  = 64 << 10
	maxNotes = 100_000
)

// Load reads the notes of a file, which need not be there.
func Load(path string) (*Book, error) {
	b := &Book{}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return b, err
	}
	defer f.Close() //nolint:errcheck // only read
	return b, b.read(f)
}

// read takes the lines of a file in. Long and damaged ones are passed over.
func (b *Book) read(r io.Reader) error {
	in := bufio.NewReaderSize(r, maxLine)
	for n := 0; n < maxNotes; n++ {
		line, err := in.ReadSlice('\n')
		for long := err; errors.Is(long, bufio.ErrBufferFull); {
			line = nil
			_, long = in.ReadSlice('\n')
			err = long
		}
		if line = bytes.TrimSpace(line); line == nil && err == nil {
			b.Unread++
		} else if len(line) > 0 {
			var note Note
			if json.Unmarshal(line, &note) != nil || note.ID == "" || note.Time == 0 && !note.Deleted {
				b.Unread++
			} else {
				b.Put(note)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Append adds a note to a file.
func Append(path string, n Note) error {
	n.Tags = tagsOf(n.Text)
	b, err := json.Marshal(n, json.Deterministic(true))
	if err != nil {
		return err
	}
	if b = append(text.Escape(b, text.JSONEscape), '\n'); len(b) > maxLine {
		return errors.New("the note is too long to keep")
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	// A last line that was cut off must not swallow this one.
	if st, statErr := f.Stat(); statErr == nil && st.Mode().IsRegular() && st.Size() > 0 {
		last := make([]byte, 1)
		if _, readErr := f.ReadAt(last, st.Size()-1); readErr == nil && last[0] != '\n' {
			b = append([]byte{'\n'}, b...)
		}
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}
