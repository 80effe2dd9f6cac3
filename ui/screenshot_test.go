package ui

import (
	"bytes"
	"image/png"
	"os"
	"testing"

	"playhead/engine/cell"
	"playhead/engine/moment"
	"playhead/engine/raster"
	"playhead/loader"
)

// TestScreenshot keeps the README's picture what the program shows: the moment
// of the bundled recording at which the payment has failed.
func TestScreenshot(t *testing.T) {
	const path = "../testdata/screenshot.png"
	rec, err := loader.Open(t.Context(), []string{"../testdata/recordings/shop-dd7"}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	at, err := moment.Parse("42.7")
	if err != nil {
		t.Fatal(err)
	}
	a := start(t, Loaded(rec), 132, 36, func(o *Options) { o.Start, o.HasStart = at, true })
	got := picture(t, a.m.scr.grid)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil { //nolint:gosec // a picture of the repository
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the program shows: go test ./ui -run TestScreenshot -update", path)
	}
}

func picture(t *testing.T, g *cell.Grid) []byte {
	t.Helper()
	d, err := raster.NewDrawer(8, raster.Dark())
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(&buf, d.Draw(g)); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}
