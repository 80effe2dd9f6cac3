package svg_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"
	"golang.org/x/image/font/sfnt"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/export/exporttest"
	"playhead/engine/export/svg"
	"playhead/engine/raster"
)

var update = flag.Bool("update", false, "write golden files")

func encode(t testing.TB, f export.Film, o svg.Options) string {
	t.Helper()
	o.Theme = raster.Dark()
	var b bytes.Buffer
	if err := svg.Encode(&b, f, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// check parses the file and fails on whatever could run or load.
func check(t testing.TB, s string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, s)
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch el.Name.Local {
		case "svg", "title", "style", "defs", "g", "use", "rect", "path", "text":
		default:
			t.Fatalf("element %s", el.Name.Local)
		}
		for _, a := range el.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
				t.Fatalf("attribute %s=%q", a.Name.Local, a.Value)
			}
		}
	}
}

func TestGolden(t *testing.T) {
	for name, n := range map[string]int{"still": 1, "film": 6} {
		f := exporttest.Film(30, 6, n)
		if n == 1 {
			f.Length = 0
		}
		got := encode(t, f, svg.Options{Title: "<a> & b"})
		check(t, got)
		path := "testdata/" + name + ".svg"
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil { //nolint:gosec // a file of the repository
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (go test ./engine/export/svg -update writes it):\n%s", path, got)
		}
	}
}

// TestRowsMoveWhenTheyChange reads the keyframes back: each row's steps are at
// the times of its changes.
func TestRowsMoveWhenTheyChange(t *testing.T) {
	film := exporttest.Film(40, 8, 24)
	s := encode(t, film, svg.Options{})
	want := map[int][]float64{}
	for c, err := range film.Changes() {
		if err != nil {
			t.Fatal(err)
		}
		for y := range 8 {
			for x := range 40 {
				if c.Changed(x, y) {
					want[y] = append(want[y], c.At.Seconds())
					break
				}
			}
		}
	}
	rule := regexp.MustCompile(`@keyframes r(\d+)\{(.*?\})\}\n`)
	stop := regexp.MustCompile(`([\d.]+)%\{transform:translateY\(-?\d+px\)\}`)
	rows := 0
	for _, m := range rule.FindAllStringSubmatch(s, -1) {
		y, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		stops := stop.FindAllStringSubmatch(m[2], -1)
		if len(stops) != len(want[y]) {
			t.Errorf("row %d has %d steps, want %d", y, len(stops), len(want[y]))
			continue
		}
		for i, st := range stops {
			p, err := strconv.ParseFloat(st[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			if at := p / 100 * film.Length.Seconds(); at-want[y][i] > 1e-6 || want[y][i]-at > 1e-6 {
				t.Errorf("row %d: step %d at %v s, want %v", y, i, at, want[y][i])
			}
		}
		rows++
	}
	if rows < 4 || !strings.Contains(s, ".m{animation:"+strconv.FormatFloat(film.Length.Seconds(), 'f', -1, 64)+"s ") {
		t.Errorf("%d rows move:\n%s", rows, s[:min(len(s), 3000)])
	}
}

// TestEmbeddedFont unpacks the font and looks for the glyphs of what is shown.
func TestEmbeddedFont(t *testing.T) {
	s := encode(t, exporttest.Film(40, 8, 24), svg.Options{Embed: true})
	check(t, s)
	faces := regexp.MustCompile(`data:font/woff;base64,([^)]+)\)`).FindAllStringSubmatch(s, -1)
	if len(faces) != 3 { // regular, bold, oblique
		t.Fatalf("%d faces", len(faces))
	}
	for i, chars := range []string{"terminal", "frame<0>&", "under"} {
		b, err := base64.StdEncoding.DecodeString(faces[i][1])
		if err != nil {
			t.Fatal(err)
		}
		if len(b) > 20_000 {
			t.Errorf("face %d takes %d bytes", i, len(b))
		}
		f, err := sfnt.Parse(unpackWOFF(t, b))
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, r := range chars + "é" {
			g, err := f.GlyphIndex(&buf, r)
			if err != nil || (g == 0) != (r == 'é' && i > 0) && r != 'é' {
				t.Errorf("face %d: glyph of %q is %d, %v", i, r, g, err)
				continue
			}
			if segs, err := f.LoadGlyph(&buf, g, 1000<<6, nil); err != nil || len(segs) == 0 {
				t.Errorf("face %d: outline of %q: %d segments, %v", i, r, len(segs), err)
			}
		}
		if g, err := f.GlyphIndex(&buf, 'Ω'); err != nil || g != 0 {
			t.Errorf("face %d has a glyph for a character that does not occur", i)
		}
	}
}

// unpackWOFF turns WOFF into the plain font.
func unpackWOFF(t *testing.T, b []byte) []byte {
	t.Helper()
	n := int(binary.BigEndian.Uint16(b[12:]))
	out := binary.BigEndian.AppendUint16([]byte{0, 1, 0, 0}, uint16(n))
	out = append(out, make([]byte, 6)...)
	var body []byte
	for i := range n {
		e := b[44+20*i:]
		from, packed, size := binary.BigEndian.Uint32(e[4:]), binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		data := b[from : from+packed]
		if packed < size {
			z, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if data, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if len(data) != int(size) {
			t.Fatalf("table %s has %d bytes, want %d", e[:4], len(data), size)
		}
		out = append(out, e[:4]...)
		out = append(out, e[16:20]...)
		out = binary.BigEndian.AppendUint32(out, uint32(12+16*n+len(body)))
		out = binary.BigEndian.AppendUint32(out, size)
		body = append(body, data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

// FuzzText puts anything into cells and title: the file stays well-formed and
// holds nothing that runs.
func FuzzText(f *testing.F) {
	f.Add(`</text><script>alert(1)</script>`, `"><image href="http://x/">`)
	f.Add("]]>&amp;\x00\x1b[31m\u2028\ufffe", "</title><a onclick=x>")
	f.Fuzz(func(t *testing.T, s, title string) {
		g := cell.NewGrid(40, 3, nil)
		g.SetString(0, 0, s, cell.Style{})
		g.SetString(1, 1, s, cell.Style{Attr: cell.Bold | cell.Underline})
		film := export.Film{Cols: 40, Rows: 3, Length: time.Second, Frames: func(y func(export.Frame, error) bool) { y(export.Frame{Grid: g}, nil) }}
		check(t, encode(t, film, svg.Options{Title: title}))
	})
}
