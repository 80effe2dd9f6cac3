package svg

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/raster"
)

// Size of a cell and place of the letters in it, in px.
const (
	cellW    = 8
	cellH    = 16
	fontSize = "13.29" // a character of DejaVu Sans Mono is 0.602 em wide
	baseline = 12
)

// maxBytes bounds what a film's rows take.
const maxBytes = 256 << 20

// Options configure Encode.
type Options struct {
	// Theme gives the terminal's own colours.
	Theme raster.Theme
	Title string
	// Embed puts the font into the file.
	Embed bool
}

// Encode writes the film.
func Encode(w io.Writer, f export.Film, o Options) error {
	s := sheet{opts: &o, fonts: newFonts(), ids: map[string]int{}, rows: make([]strip, f.Rows)}
	for c, err := range f.Changes() {
		if err != nil {
			return err
		}
		if err := s.add(&c); err != nil {
			return err
		}
	}
	if len(s.contents) == 0 {
		return fmt.Errorf("svg: the film has no frames")
	}
	return s.write(w, &f)
}

// sheet is what all rows show, over time.
type sheet struct {
	opts     *Options
	fonts    *fonts
	ids      map[string]int // of contents
	contents []string
	bytes    int
	rows     []strip
	buf      []byte
}

// strip is what one row shows.
type strip struct {
	places []int // the contents in it, each once
	steps  []step
}

// step is a change of a row: from at on it shows a place of its strip.
type step struct {
	at    time.Duration
	place int
}

// add notes what a change does to the rows.
func (s *sheet) add(c *export.Change) error {
	for y := c.Y0; y < min(c.Y1, len(s.rows)); y++ {
		s.buf = s.fonts.row(s.buf[:0], c.Grid, y, s.opts.Theme)
		id, ok := s.ids[string(s.buf)]
		if !ok {
			id = len(s.contents)
			text := string(s.buf)
			s.ids[text] = id
			s.contents = append(s.contents, text)
			if s.bytes += len(text); s.bytes > maxBytes {
				return fmt.Errorf("svg: the film takes more than %d MiB: choose a shorter stretch", maxBytes>>20)
			}
		}
		s.rows[y].show(c.At, id)
	}
	return nil
}

func (r *strip) show(at time.Duration, id int) {
	place := -1
	for i, p := range r.places {
		if p == id {
			place = i
		}
	}
	if place < 0 {
		place = len(r.places)
		r.places = append(r.places, id)
	}
	if n := len(r.steps); n == 0 || r.steps[n-1].place != place {
		r.steps = append(r.steps, step{at, place})
	}
}

func (s *sheet) write(w io.Writer, f *export.Film) error {
	b := bufio.NewWriter(w) // keeps the first error for Flush
	width, height := f.Cols*cellW, f.Rows*cellH
	_, _ = fmt.Fprintf(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", width, height, width, height)
	if s.opts.Title != "" {
		_, _ = fmt.Fprintf(b, "<title>%s</title>\n", escape(s.opts.Title))
	}
	if err := s.style(b, f.Length); err != nil {
		return err
	}
	_, bg := s.opts.Theme.Colors(cell.Style{})
	_, _ = fmt.Fprintf(b, "<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n", bg.Hex())
	uses := s.uses()
	s.defs(b, uses)
	for y := range s.rows {
		s.row(b, y, width, uses)
	}
	_, _ = b.WriteString("</svg>\n")
	return b.Flush()
}

// uses counts how often each content is in a strip.
func (s *sheet) uses() []int {
	n := make([]int, len(s.contents))
	for i := range s.rows {
		for _, p := range s.rows[i].places {
			n[p]++
		}
	}
	return n
}

// defs writes what several strips hold.
func (s *sheet) defs(b *bufio.Writer, uses []int) {
	_, _ = b.WriteString("<defs>\n")
	for id, n := range uses {
		if n > 1 && s.contents[id] != "" {
			_, _ = fmt.Fprintf(b, "<g id=\"c%d\">%s</g>\n", id, s.contents[id])
		}
	}
	_, _ = b.WriteString("</defs>\n")
}

func (s *sheet) row(b *bufio.Writer, y, width int, uses []int) {
	r := &s.rows[y]
	if len(r.steps) > 1 {
		_, _ = fmt.Fprintf(b, "<svg y=\"%d\" width=\"%d\" height=\"%d\"><g class=\"m\" style=\"animation-name:r%d\">", y*cellH, width, cellH, y)
	} else {
		_, _ = fmt.Fprintf(b, "<g transform=\"translate(0 %d)\">", y*cellH)
	}
	for place, id := range r.places {
		content := s.contents[id]
		switch {
		case content == "":
		case uses[id] > 1:
			_, _ = fmt.Fprintf(b, "<use href=\"#c%d\" y=\"%d\"/>", id, place*cellH)
		case place == 0:
			_, _ = b.WriteString(content)
		default:
			_, _ = fmt.Fprintf(b, "<g transform=\"translate(0 %d)\">%s</g>", place*cellH, content)
		}
	}
	if len(r.steps) > 1 {
		_, _ = b.WriteString("</g></svg>\n")
	} else {
		_, _ = b.WriteString("</g>\n")
	}
}

// style writes the fonts and how the rows move.
func (s *sheet) style(b *bufio.Writer, length time.Duration) error {
	_, _ = b.WriteString("<style>\n")
	family := `"DejaVu Sans Mono",Menlo,Consolas,"Liberation Mono",monospace`
	if s.opts.Embed {
		if err := s.fonts.write(b); err != nil {
			return err
		}
		family = embeddedName + "," + family
	}
	_, _ = fmt.Fprintf(b, "text{font:%spx %s;white-space:pre}.b{font-weight:bold}.i{font-style:italic}rect,path{shape-rendering:crispEdges}\n", fontSize, family)
	if length > 0 {
		_, _ = fmt.Fprintf(b, ".m{animation:%ss step-end infinite}\n", decimal(length.Seconds(), 6))
	}
	for y := range s.rows {
		r := &s.rows[y]
		if len(r.steps) < 2 {
			continue
		}
		_, _ = fmt.Fprintf(b, "@keyframes r%d{", y)
		for _, st := range r.steps {
			_, _ = fmt.Fprintf(b, "%s%%{transform:translateY(%dpx)}", decimal(100*float64(st.at)/float64(length), 7), -st.place*cellH)
		}
		_, _ = b.WriteString("}\n")
	}
	_, _ = b.WriteString("</style>\n")
	return nil
}

// decimal writes a number with at most n digits after the point.
func decimal(v float64, n int) string {
	s := strconv.FormatFloat(v, 'f', n, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// escape makes text of XML: what XML can't hold is left out.
func escape(s string) string {
	return string(appendEscaped(nil, s))
}

func appendEscaped(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&quot;"...)
		case r < ' ', r >= 0x7f && r < 0xa0, r&0xfffe == 0xfffe, r == 0xfffd:
		default:
			dst = append(dst, string(r)...)
		}
	}
	return dst
}
