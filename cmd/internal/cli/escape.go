package cli

import (
	"io"

	"playhead/engine/text"
)

// escapeControls escapes what a terminal could take for a control sequence; see
// [text.Escape].
func escapeControls(b []byte, form string) []byte { return text.Escape(b, form) }

// escaper escapes what is written to it whole before it goes on to w.
type escaper struct {
	buf  []byte
	form string
}

func (e *escaper) Write(p []byte) (int, error) {
	e.buf = append(e.buf, p...)
	return len(p), nil
}

func (e *escaper) flush(w io.Writer) error {
	_, err := w.Write(escapeControls(e.buf, e.form))
	return err
}
