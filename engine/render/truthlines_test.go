package render_test

import (
	"encoding/json"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// line is a text node's part of a line that the live page showed, in px of the
// viewport.
type line struct {
	x, y, w, h float64
	text       string
}

// lines are those of a moment that were on top.
func (m *moment) lines() []line {
	var out []line
	for _, l := range m.Lines {
		if len(l) < 6 || l[5].(float64) != 1 {
			continue
		}
		out = append(out, line{l[0].(float64), l[1].(float64), l[2].(float64), l[3].(float64), l[4].(string)})
	}
	return out
}

// seam is between parts of lines that touch: one word, or two with a space that
// the truth trimmed.
const seam = "\x00"

// joined unites the parts of lines that touch: a word of several text nodes,
// highlighted code say, is one word on the screen. Places are rounded to px.
func joined(lines []line) []line {
	var out []line
	for _, l := range lines {
		if n := len(out); n > 0 {
			p := &out[n-1]
			if gap := l.x - (p.x + p.w); gap > -1.5 && gap < 1.5 && l.y < p.y+p.h/2 && l.y+l.h > p.y+p.h/2 {
				p.text += seam + l.text
				p.w = l.x + l.w - p.x
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// ink is the least difference of brightness, of 255, that shows that something
// was drawn: more than what compression leaves.
const ink = 20

// inked keeps the words of lines that the picture of the moment shows. Lines
// also list what a scroll container cuts away: nothing covers it.
func inked(t *testing.T, path string, viewport int, lines []line) []line {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	img, err := jpeg.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	pic := img.(*image.YCbCr)
	scale := float64(pic.Rect.Dx()) / float64(max(viewport, 1))
	var out []line
	for _, l := range lines {
		// A word has its share of the line's width.
		per := l.w / float64(len(l.text))
		at := 0
		kept := line{x: l.x, y: l.y, w: l.w, h: l.h}
		for _, w := range strings.Fields(l.text) {
			at += strings.Index(l.text[at:], w)
			x0, x1 := l.x+per*float64(at), l.x+per*float64(at+len(w))
			at += len(w)
			// Both halves: not cut away. Not the edges: those belong to the lines
			// above and below.
			mid := (x0 + x1) / 2
			if len(w) < 3 {
				mid = x1
			}
			y0, y1 := l.y+0.2*l.h, l.y+0.85*l.h
			left := image.Rect(int(x0*scale), int(y0*scale), int(mid*scale)+1, int(y1*scale)+1)
			right := image.Rect(int((x0+x1-mid)*scale), int(y0*scale), int(x1*scale)+1, int(y1*scale)+1)
			if contrast(pic, left) >= ink && contrast(pic, right) >= ink {
				kept.text += " " + w
			}
		}
		out = append(out, kept)
	}
	return out
}

// contrast is the difference between the brightest and the darkest pixel.
func contrast(pic *image.YCbCr, r image.Rectangle) int {
	r = r.Intersect(pic.Rect)
	lo, hi := uint8(255), uint8(0)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			v := pic.Y[pic.YOffset(x, y)]
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return int(hi) - int(lo)
}

// masks reports whether a recording's recorder replaced all text by x.
func masks(t *testing.T, dir string) bool {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "recording.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rec struct{ Privacy string }
	if err := json.Unmarshal(b, &rec); err != nil {
		t.Fatal(err)
	}
	return rec.Privacy == "mask"
}
