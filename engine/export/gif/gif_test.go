package gif_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	stdgif "image/gif"
	"testing"
	"time"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/export/exporttest"
	"playhead/engine/export/gif"
	"playhead/engine/raster"
)

func drawer(t testing.TB) *raster.Drawer {
	t.Helper()
	d, err := raster.NewDrawer(8, raster.Dark())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func encode(t testing.TB, f export.Film) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, f, drawer(t)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPicturesAreTheFrames decodes with the standard library and compares each
// picture with the frame as raster draws it: grounds exactly, letters within a
// sixteenth of the way from ground to ink.
func TestPicturesAreTheFrames(t *testing.T) {
	film := exporttest.Film(40, 8, 24)
	got, err := stdgif.DecodeAll(bytes.NewReader(encode(t, film)))
	if err != nil {
		t.Fatal(err)
	}
	d := drawer(t)
	canvas := image.NewRGBA(image.Rect(0, 0, 40*8, 8*16))
	i, total := 0, 0
	for c, err := range film.Changes() {
		if err != nil || i >= len(got.Image) {
			t.Fatalf("change %d: %v, %d pictures", i, err, len(got.Image))
		}
		draw.Draw(canvas, got.Image[i].Rect, got.Image[i], got.Image[i].Rect.Min, draw.Over)
		want := d.Draw(c.Grid)
		for p := range want.Pix {
			if diff := int(want.Pix[p]) - int(canvas.Pix[p]); diff > 9 || diff < -9 {
				t.Fatalf("frame %d: byte %d is %d, want %d", i, p, canvas.Pix[p], want.Pix[p])
			}
		}
		if wantAt := int(c.At.Milliseconds()+5) / 10; total != wantAt {
			t.Errorf("frame %d begins at %d/100 s, want %d", i, total, wantAt)
		}
		total += got.Delay[i]
		i++
	}
	if i != len(got.Image) || i != 18 {
		t.Errorf("%d pictures for %d changes, want 18", len(got.Image), i)
	}
	if want := int(film.Length.Milliseconds()+5) / 10; total != want {
		t.Errorf("the film is %d/100 s long, want %d", total, want)
	}
	if got.LoopCount != 0 {
		t.Errorf("loop count %d", got.LoopCount)
	}
}

func TestSameBytesTwice(t *testing.T) {
	if a, b := encode(t, exporttest.Film(60, 12, 40)), encode(t, exporttest.Film(60, 12, 40)); !bytes.Equal(a, b) {
		t.Error("two encodings of one film differ")
	}
}

// TestManyColors gives a frame more colours than a palette has: all of them are
// near to what was asked for.
func TestManyColors(t *testing.T) {
	g := cell.NewGrid(40, 40, nil)
	for y := range 40 {
		for x := range 40 {
			g.Set(x, y, cell.Cell{Glyph: cell.Rune('▀'), Style: cell.Style{FG: cell.RGB(uint8(6*x), uint8(6*y), 90), BG: cell.RGB(uint8(6*x), uint8(6*y+3), 90)}})
		}
	}
	b := encode(t, still(g))
	img, err := stdgif.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	want := drawer(t).Draw(g)
	for y := range 640 {
		for x := range 320 {
			r, gr, bl, _ := img.At(x, y).RGBA()
			w := want.RGBAAt(x, y)
			for _, d := range [...]int{int(r>>8) - int(w.R), int(gr>>8) - int(w.G), int(bl>>8) - int(w.B)} {
				if d > 32 || d < -32 {
					t.Fatalf("pixel %d,%d is %v, want %v", x, y, img.At(x, y), w)
				}
			}
		}
	}
}

func still(g *cell.Grid) export.Film {
	return export.Film{Cols: g.Cols, Rows: g.Rows, Frames: func(yield func(export.Frame, error) bool) {
		yield(export.Frame{Grid: g}, nil)
	}}
}

// TestLongHold holds a picture for longer than a delay can say.
func TestLongHold(t *testing.T) {
	f := still(cell.NewGrid(4, 2, nil))
	f.Length = 25 * time.Minute
	got, err := stdgif.DecodeAll(bytes.NewReader(encode(t, f)))
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, d := range got.Delay {
		total += d
	}
	if total != 25*60*100 {
		t.Errorf("the film is %d/100 s long", total)
	}
}

func TestErrors(t *testing.T) {
	broken := errors.New("the source broke")
	f := export.Film{Cols: 4, Rows: 4, Frames: func(yield func(export.Frame, error) bool) {
		if yield(export.Frame{Grid: cell.NewGrid(4, 4, nil)}, nil) {
			yield(export.Frame{}, broken)
		}
	}}
	if err := gif.Encode(&bytes.Buffer{}, f, drawer(t)); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if err := gif.Encode(&bytes.Buffer{}, export.Film{Cols: 9000, Rows: 1}, drawer(t)); err == nil {
		t.Error("a film wider than a GIF can be was written")
	}
	if err := gif.Encode(&bytes.Buffer{}, export.Film{Cols: 1, Rows: 1, Frames: func(func(export.Frame, error) bool) {}}, drawer(t)); err == nil {
		t.Error("a film without frames was written")
	}
	if err := gif.Encode(full{}, exporttest.Film(40, 8, 30), drawer(t)); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}

var errFull = fmt.Errorf("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func BenchmarkEncode(b *testing.B) {
	f := exporttest.Film(120, 40, 60)
	for b.Loop() {
		if err := gif.Encode(&bytes.Buffer{}, f, drawer(b)); err != nil {
			b.Fatal(err)
		}
	}
}
