package asciicast

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/raster"
)

// Options configure Encode.
type Options struct {
	// Version is 2 or 3.
	Version int
	Title   string
	// Start is when what is shown began; left out when zero.
	Start time.Time
	// Theme gives the terminal's own colours.
	Theme raster.Theme
}

type theme struct {
	FG      string `json:"fg"`
	BG      string `json:"bg"`
	Palette string `json:"palette"`
}

type header2 struct {
	Version   int               `json:"version"`
	Width     int               `json:"width"`
	Height    int               `json:"height"`
	Timestamp int64             `json:"timestamp,omitzero"`
	Title     string            `json:"title,omitzero"`
	Env       map[string]string `json:"env"`
	Theme     theme             `json:"theme"`
}

type header3 struct {
	Version   int    `json:"version"`
	Term      term3  `json:"term"`
	Timestamp int64  `json:"timestamp,omitzero"`
	Title     string `json:"title,omitzero"`
}

type term3 struct {
	Cols  int    `json:"cols"`
	Rows  int    `json:"rows"`
	Type  string `json:"type"`
	Theme theme  `json:"theme"`
}

const termType = "xterm-256color"

// Encode writes the film.
func Encode(w io.Writer, f export.Film, o Options) error {
	c := writer{w: bufio.NewWriter(w), relative: o.Version == 3}
	if err := c.header(f, o); err != nil {
		return err
	}
	var enc cell.Encoder
	var screen []byte
	for ch, err := range f.Changes() {
		if err != nil {
			return err
		}
		screen = screen[:0]
		if ch.At == 0 {
			screen = append(screen, "\x1b[?25l"...) // the cursor is of no interest
		}
		c.event(ch.At, string(enc.AppendDiff(screen, ch.Old, ch.Grid)))
	}
	// What comes last says how long the last picture stays.
	c.event(f.Length, "\x1b[?25h")
	return c.w.Flush()
}

type writer struct {
	w        *bufio.Writer // keeps the first error for Flush
	relative bool          // times count from the event before
	last     int64         // µs
}

func (c *writer) header(f export.Film, o Options) error {
	var stamp int64
	if !o.Start.IsZero() {
		stamp = o.Start.Unix()
	}
	t := theme{FG: o.Theme.FG.Hex(), BG: o.Theme.BG.Hex(), Palette: palette()}
	var h any
	switch o.Version {
	case 2:
		h = header2{2, f.Cols, f.Rows, stamp, o.Title, map[string]string{"TERM": termType}, t}
	case 3:
		h = header3{3, term3{f.Cols, f.Rows, termType, t}, stamp, o.Title}
	default:
		return fmt.Errorf("asciicast: there is no version %d to write", o.Version)
	}
	b, err := json.Marshal(h, json.Deterministic(true), jsontext.EscapeForHTML(true))
	if err != nil {
		return err
	}
	_, _ = c.w.Write(b)
	return c.w.WriteByte('\n')
}

// palette lists the terminal's sixteen colours.
func palette() string {
	names := make([]string, 16)
	for i := range names {
		r, g, b := cell.Indexed(uint8(i)).RGB()
		names[i] = cell.RGB(r, g, b).Hex()
	}
	return strings.Join(names, ":")
}

// event writes an event of output.
func (c *writer) event(at time.Duration, data string) {
	us := at.Microseconds()
	t := us
	if c.relative {
		t = us - c.last
	}
	c.last = us
	_, _ = fmt.Fprintf(c.w, "[%d.%06d, \"o\", ", t/1e6, t%1e6)
	quoted, err := jsontext.AppendQuote(nil, data)
	if err != nil { // only for text that is not UTF-8, which cells never hold
		quoted = []byte(`""`)
	}
	_, _ = c.w.Write(quoted)
	_, _ = c.w.WriteString("]\n")
}
