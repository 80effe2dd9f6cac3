package gif

import (
	"bufio"
	"bytes"
	"compress/lzw"
	"fmt"
	"io"
	"iter"
	"runtime"
	"time"

	"playhead/engine/export"
	"playhead/engine/raster"
)

// maxSide is the greatest width and height of a GIF in px.
const maxSide = 1<<16 - 1

// Encode writes the film.
func Encode(w io.Writer, f export.Film, d *raster.Drawer) error {
	cell := d.Cell()
	width, height := f.Cols*cell.X, f.Rows*cell.Y
	if width <= 0 || height <= 0 || width > maxSide || height > maxSide {
		return fmt.Errorf("gif: %d×%d px do not fit a GIF", width, height)
	}
	bw := bufio.NewWriter(w)
	first := true
	for block, err := range export.Ordered(pictures(f, d), runtime.GOMAXPROCS(0), encode) {
		if err != nil {
			return err
		}
		if first {
			writeHeader(bw, width, height)
			first = false
		}
		if _, err := bw.Write(block); err != nil {
			return err
		}
	}
	if first {
		return fmt.Errorf("gif: the film has no frames")
	}
	_ = bw.WriteByte(';') // Flush tells
	return bw.Flush()
}

// pictures rasters the changes of the film.
func pictures(f export.Film, d *raster.Drawer) iter.Seq2[*picture, error] {
	return func(yield func(*picture, error) bool) {
		p := painter{drawer: d}
		for c, err := range f.Changes() {
			if err != nil {
				yield(nil, err)
				return
			}
			pic := p.paint(&c)
			pic.delay = int(hundredths(c.At+c.Hold) - hundredths(c.At))
			if !yield(pic, nil) {
				return
			}
		}
	}
}

func hundredths(d time.Duration) int64 {
	const unit = 10 * time.Millisecond
	return int64((d + unit/2) / unit)
}

func writeHeader(w *bufio.Writer, width, height int) {
	_, _ = w.WriteString("GIF89a")
	_, _ = w.Write([]byte{byte(width), byte(width >> 8), byte(height), byte(height >> 8), 0, 0, 0})
	// Repeat for ever.
	_, _ = w.WriteString("\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")
}

// encode returns the blocks of a picture.
func encode(p *picture) ([]byte, error) {
	bits := p.bits()
	var b bytes.Buffer
	// A delay is 16 bits: a picture that is shown for longer is followed by a
	// picture of one transparent pixel.
	const maxDelay = 1<<16 - 1
	writeControl(&b, min(p.delay, maxDelay), true)
	writeDescriptor(&b, p.x, p.y, p.w, p.h, 0x80|byte(bits-1))
	for i := range 1 << bits {
		c := [3]byte{}
		if i > 0 && i <= len(p.palette) {
			c[0], c[1], c[2] = p.palette[i-1].RGB()
		}
		b.Write(c[:])
	}
	if err := writePixels(&b, p.pix, bits); err != nil {
		return nil, err
	}
	for rest := p.delay - maxDelay; rest > 0; rest -= maxDelay {
		writeControl(&b, min(rest, maxDelay), true)
		writeDescriptor(&b, p.x, p.y, 1, 1, 0x80)
		b.Write(make([]byte, 6))
		if err := writePixels(&b, []byte{transparent}, 1); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// writeControl writes the time of the next picture: it stays when it has passed.
func writeControl(b *bytes.Buffer, delay int, clear bool) {
	flags := byte(1 << 2)
	if clear {
		flags |= 1
	}
	b.Write([]byte{0x21, 0xf9, 4, flags, byte(delay), byte(delay >> 8), transparent, 0})
}

func writeDescriptor(b *bytes.Buffer, x, y, w, h int, flags byte) {
	b.WriteByte(',')
	for _, v := range [...]int{x, y, w, h} {
		b.Write([]byte{byte(v), byte(v >> 8)})
	}
	b.WriteByte(flags)
}

func writePixels(b *bytes.Buffer, pix []byte, bits int) error {
	width := max(bits, 2)
	b.WriteByte(byte(width))
	chunks := chunkWriter{to: b}
	z := lzw.NewWriter(&chunks, lzw.LSB, width)
	if _, err := z.Write(pix); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	chunks.end()
	return nil
}

// chunkWriter cuts what is written into blocks of up to 255 bytes.
type chunkWriter struct {
	to  *bytes.Buffer
	buf [255]byte
	n   int
}

// Write implements io.Writer.
func (c *chunkWriter) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		n := copy(c.buf[c.n:], rest)
		c.n, rest = c.n+n, rest[n:]
		if c.n == len(c.buf) {
			c.put()
		}
	}
	return len(p), nil
}

func (c *chunkWriter) put() {
	c.to.WriteByte(byte(c.n))
	c.to.Write(c.buf[:c.n])
	c.n = 0
}

func (c *chunkWriter) end() {
	if c.n > 0 {
		c.put()
	}
	c.to.WriteByte(0)
}
