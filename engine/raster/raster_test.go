package raster_test

import (
	"image"
	"image/color"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/raster"
)

func newDrawer(t testing.TB) *raster.Drawer {
	t.Helper()
	d, err := raster.NewDrawer(8, raster.Dark())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ink counts pixels that differ from the background within a cell.
func ink(img *image.RGBA, x, y int) int {
	n := 0
	bg := color.RGBA{0x12, 0x16, 0x1c, 255}
	for py := y * 16; py < (y+1)*16; py++ {
		for px := x * 8; px < (x+1)*8; px++ {
			if img.RGBAAt(px, py) != bg {
				n++
			}
		}
	}
	return n
}

func TestDrawBackgroundAndText(t *testing.T) {
	g := cell.NewGrid(4, 2, nil)
	g.SetString(0, 0, "A b", cell.Style{})
	g.Fill(0, 1, 4, 1, cell.Cell{Style: cell.Style{BG: cell.RGB(200, 10, 20)}})
	img := newDrawer(t).Draw(g)
	if got := img.Bounds().Size(); got != image.Pt(32, 32) {
		t.Fatalf("size %v, want 32x32", got)
	}
	if ink(img, 0, 0) == 0 || ink(img, 2, 0) == 0 {
		t.Error("letters have no ink")
	}
	if n := ink(img, 1, 0); n != 0 {
		t.Errorf("a blank has %d pixels of ink", n)
	}
	if got := img.RGBAAt(9, 24); got != (color.RGBA{200, 10, 20, 255}) {
		t.Errorf("background %v", got)
	}
}

func TestShapes(t *testing.T) {
	full := 8 * 16
	for r, want := range map[rune]int{
		'█': full, '▀': full / 2, '▄': full / 2, '▌': full / 2, '▐': full / 2,
		'▘': full / 4, '▝': full / 4, '▖': full / 4, '▗': full / 4, '▚': full / 2, '▟': full * 3 / 4,
		'▁': full / 8, '▏': full / 8, '▕': full / 8, '▔': full / 8,
		'─': 8, '│': 16,
	} {
		g := cell.NewGrid(1, 1, nil)
		g.Set(0, 0, cell.Cell{Glyph: cell.Rune(r)})
		if got := ink(newDrawer(t).Draw(g), 0, 0); got != want {
			t.Errorf("%c has %d pixels of ink, want %d", r, got, want)
		}
	}
}

// Lines of neighbouring cells have to meet.
func TestBoxesJoin(t *testing.T) {
	g := cell.NewGrid(2, 1, nil)
	g.SetString(0, 0, "┌┐", cell.Style{})
	img := newDrawer(t).Draw(g)
	if a, b := img.RGBAAt(7, 8), img.RGBAAt(8, 8); a != b || a == (color.RGBA{0x12, 0x16, 0x1c, 255}) {
		t.Errorf("pixels at the joint: %v, %v", a, b)
	}
}

func TestCellWidthBounds(t *testing.T) {
	for _, w := range []int{0, 3, 65} {
		if _, err := raster.NewDrawer(w, raster.Dark()); err == nil {
			t.Errorf("cell width %d accepted", w)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	g := cell.NewGrid(120, 40, nil)
	for y := range g.Rows {
		g.SetString(0, y, "The quick brown fox jumps over the lazy dog. 0123456789 The quick brown fox jumps over it. ░▒▓ ┌─┐", cell.Style{})
	}
	d := newDrawer(b)
	b.ReportAllocs()
	for b.Loop() {
		d.Draw(g)
	}
}
