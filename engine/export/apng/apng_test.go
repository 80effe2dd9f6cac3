package apng_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/draw"
	"image/png"
	"testing"
	"time"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/export/apng"
	"playhead/engine/export/exporttest"
	"playhead/engine/raster"
)

func encode(t *testing.T, f export.Film) []byte {
	t.Helper()
	d, err := raster.NewDrawer(8, raster.Dark())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := apng.Encode(&b, f, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type frame struct {
	rect  image.Rectangle
	delay float64
	img   image.Image
}

// decode splits an APNG into frames, each decoded as a PNG by the standard
// library, which checks the sums.
func decode(t *testing.T, b []byte) (count int, frames []frame) {
	t.Helper()
	const head = "\x89PNG\r\n\x1a\n"
	var ihdr []byte
	var data []byte
	seq := uint32(0)
	next := func(got []byte) {
		if v := binary.BigEndian.Uint32(got); v != seq {
			t.Fatalf("sequence number %d, want %d", v, seq)
		}
		seq++
	}
	flush := func() {
		if len(frames) == 0 || data == nil {
			return
		}
		f := &frames[len(frames)-1]
		h := bytes.Clone(ihdr)
		binary.BigEndian.PutUint32(h, uint32(f.rect.Dx()))
		binary.BigEndian.PutUint32(h[4:], uint32(f.rect.Dy()))
		one := append([]byte(head), chunk("IHDR", h)...)
		one = append(append(one, chunk("IDAT", data)...), chunk("IEND", nil)...)
		img, err := png.Decode(bytes.NewReader(one))
		if err != nil {
			t.Fatal(err)
		}
		f.img, data = img, nil
	}
	for rest := b[len(head):]; len(rest) >= 12; {
		n := binary.BigEndian.Uint32(rest)
		kind, body := string(rest[4:8]), rest[8:8+n]
		if sum := binary.BigEndian.Uint32(rest[8+n:]); sum != crc32.ChecksumIEEE(rest[4:8+n]) {
			t.Fatalf("%s: wrong sum", kind)
		}
		rest = rest[12+n:]
		switch kind {
		case "IHDR":
			ihdr = body
		case "acTL":
			count = int(binary.BigEndian.Uint32(body))
		case "fcTL":
			flush()
			next(body)
			v := func(i int) int { return int(binary.BigEndian.Uint32(body[4*i:])) }
			frames = append(frames, frame{
				rect:  image.Rect(v(3), v(4), v(3)+v(1), v(4)+v(2)),
				delay: float64(binary.BigEndian.Uint16(body[20:])) / float64(binary.BigEndian.Uint16(body[22:])),
			})
		case "IDAT":
			data = append(data, body...)
		case "fdAT":
			next(body)
			data = append(data, body[4:]...)
		case "IEND":
			flush()
		}
	}
	return count, frames
}

func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func TestPicturesAreTheFrames(t *testing.T) {
	film := exporttest.Film(40, 8, 24)
	count, frames := decode(t, encode(t, film))
	d, err := raster.NewDrawer(8, raster.Dark())
	if err != nil {
		t.Fatal(err)
	}
	canvas := image.NewRGBA(image.Rect(0, 0, 320, 128))
	i, at := 0, 0.0
	for c, err := range film.Changes() {
		if err != nil || i >= len(frames) {
			t.Fatalf("change %d of %d pictures: %v", i, len(frames), err)
		}
		draw.Draw(canvas, frames[i].rect, frames[i].img, image.Point{}, draw.Src)
		if !bytes.Equal(canvas.Pix, d.Draw(c.Grid).Pix) {
			t.Fatalf("picture %d is not the frame", i)
		}
		if diff := at - c.At.Seconds(); diff > 1e-9 || diff < -1e-9 {
			t.Errorf("picture %d begins at %v, want %v", i, at, c.At)
		}
		at += frames[i].delay
		i++
	}
	if count != len(frames) || i != count {
		t.Errorf("%d pictures announced, %d there, %d changes", count, len(frames), i)
	}
	if diff := at - film.Length.Seconds(); diff > 1e-9 || diff < -1e-9 {
		t.Errorf("length %v, want %v", at, film.Length)
	}
}

func TestStillIsAPNG(t *testing.T) {
	g := cell.NewGrid(3, 2, nil)
	g.SetString(0, 0, "abc", cell.Style{})
	f := export.Film{Cols: 3, Rows: 2, Frames: func(y func(export.Frame, error) bool) { y(export.Frame{Grid: g}, nil) }}
	img, err := png.Decode(bytes.NewReader(encode(t, f)))
	if err != nil || img.Bounds() != image.Rect(0, 0, 24, 32) {
		t.Errorf("%v, %v", img, err)
	}
}

func TestSameBytesTwice(t *testing.T) {
	if !bytes.Equal(encode(t, exporttest.Film(60, 12, 40)), encode(t, exporttest.Film(60, 12, 40))) {
		t.Error("two encodings of one film differ")
	}
}

func TestLongHold(t *testing.T) {
	f := exporttest.Film(10, 6, 2)
	f.Length = 10 * time.Minute
	_, frames := decode(t, encode(t, f))
	if got := frames[len(frames)-1].delay; got < 599 || got > 600 {
		t.Errorf("the last picture stays for %v s", got)
	}
}
