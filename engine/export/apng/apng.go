package apng

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"io"
	"iter"
	"runtime"
	"time"

	"github.com/klauspost/compress/zlib"

	"playhead/engine/cell"
	"playhead/engine/export"
	"playhead/engine/raster"
)

// maxBytes bounds the packed pictures, which are kept until their number is
// known.
const maxBytes = 1 << 30

// picture is a rectangle of pixels, with its time.
type picture struct {
	rect  image.Rectangle
	delay int64  // ms
	pix   []byte // rows of RGB, each after its filter; packed later
}

// Encode writes the film.
func Encode(w io.Writer, f export.Film, d *raster.Drawer) error {
	size := image.Pt(f.Cols*d.Cell().X, f.Rows*d.Cell().Y)
	if size.X <= 0 || size.Y <= 0 {
		return fmt.Errorf("apng: a picture of %v px", size)
	}
	var packed []picture
	total := 0
	for p, err := range export.Ordered(pictures(f, d), runtime.GOMAXPROCS(0), pack) {
		if err != nil {
			return err
		}
		if total += len(p.pix); total > maxBytes {
			return fmt.Errorf("apng: the film takes more than %d MiB", maxBytes>>20)
		}
		packed = append(packed, p)
	}
	if len(packed) == 0 {
		return fmt.Errorf("apng: the film has no frames")
	}
	return write(w, size, packed)
}

// pictures draws the changes of the film.
func pictures(f export.Film, d *raster.Drawer) iter.Seq2[picture, error] {
	return func(yield func(picture, error) bool) {
		var canvas *image.RGBA
		for c, err := range f.Changes() {
			if err != nil {
				yield(picture{}, err)
				return
			}
			if canvas == nil {
				canvas = image.NewRGBA(image.Rectangle{Max: d.Size(c.Grid)})
			}
			draw(canvas, &c, d)
			size := d.Cell()
			p := picture{
				rect:  image.Rect(c.X0*size.X, c.Y0*size.Y, c.X1*size.X, c.Y1*size.Y),
				delay: millis(c.At+c.Hold) - millis(c.At),
			}
			p.pix = rows(canvas, p.rect)
			if !yield(p, nil) {
				return
			}
		}
	}
}

func millis(d time.Duration) int64 { return d.Round(time.Millisecond).Milliseconds() }

// draw draws the cells that changed.
func draw(canvas *image.RGBA, c *export.Change, d *raster.Drawer) {
	for y := c.Y0; y < c.Y1; y++ {
		for x := c.X0; x < c.X1; x++ {
			cl := c.Grid.At(x, y)
			if cl.Glyph != cell.Continuation && (c.Changed(x, y) || cl.Glyph.Width() == 2 && c.Changed(x+1, y)) {
				d.DrawCell(canvas, c.Grid, x, y)
			}
		}
	}
}

// rows copies a rectangle as rows of RGB without a filter.
func rows(img *image.RGBA, r image.Rectangle) []byte {
	out := make([]byte, 0, r.Dy()*(1+3*r.Dx()))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		out = append(out, 0)
		line := img.Pix[img.PixOffset(r.Min.X, y):img.PixOffset(r.Max.X, y)]
		for ; len(line) >= 4; line = line[4:] {
			out = append(out, line[0], line[1], line[2])
		}
	}
	return out
}

func pack(p picture) (picture, error) {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.DefaultCompression)
	if err != nil {
		return p, err
	}
	if _, err := z.Write(p.pix); err != nil {
		return p, err
	}
	err = z.Close()
	p.pix = b.Bytes()
	return p, err
}

// write writes the file.
func write(w io.Writer, size image.Point, ps []picture) error {
	c := chunks{w: w}
	c.raw([]byte("\x89PNG\r\n\x1a\n"))
	c.put("IHDR", be32(size.X, size.Y), []byte{8, 2, 0, 0, 0})
	if len(ps) > 1 {
		c.put("acTL", be32(len(ps), 0))
	}
	seq := 0
	for i := range ps {
		p := &ps[i]
		if len(ps) > 1 {
			c.put("fcTL", be32(seq, p.rect.Dx(), p.rect.Dy(), p.rect.Min.X, p.rect.Min.Y), delay(p.delay), []byte{0, 0})
			seq++
		}
		if i == 0 {
			c.put("IDAT", p.pix)
			continue
		}
		c.put("fdAT", be32(seq), p.pix)
		seq++
	}
	c.put("IEND")
	return c.err
}

// delay is a time as a fraction of two 16-bit numbers, as exactly as they can say.
func delay(ms int64) []byte {
	den := int64(1000)
	for ms > 1<<16-1 && den > 1 {
		ms, den = (ms+5)/10, den/10
	}
	return binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(nil, uint16(min(ms, 1<<16-1))), uint16(den))
}

func be32(vs ...int) []byte {
	var b []byte
	for _, v := range vs {
		b = binary.BigEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// chunks writes chunks and keeps the first error.
type chunks struct {
	w   io.Writer
	err error
}

func (c *chunks) raw(b []byte) {
	if c.err == nil {
		_, c.err = c.w.Write(b)
	}
}

func (c *chunks) put(kind string, parts ...[]byte) {
	n := 0
	sum := crc32.NewIEEE()
	_, _ = sum.Write([]byte(kind)) // a hash does not fail
	for _, p := range parts {
		n += len(p)
		_, _ = sum.Write(p)
	}
	c.raw(be32(n))
	c.raw([]byte(kind))
	for _, p := range parts {
		c.raw(p)
	}
	c.raw(be32(int(sum.Sum32())))
}
