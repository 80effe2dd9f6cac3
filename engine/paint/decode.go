package paint

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"sync"

	"playhead/engine/dataurl"

	"golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// Bounds on pictures, which come from untrusted recordings.
const (
	maxPictureBytes  = 16 << 20 // encoded
	maxPicturePixels = 40 << 20 // decoded, before scaling down
	keptSide         = 1024     // px of the longer side of what is kept
	maxKept          = 256      // pictures kept
)

// Pictures decodes the pictures of pages and keeps them. Nothing is ever
// fetched: only data URLs and pictures that a recording carries are shown. Safe
// for concurrent use.
type Pictures struct {
	// Lookup gives the bytes of a picture that the recording carries by name;
	// nil when there are none.
	Lookup func(name string) ([]byte, bool)

	mu   sync.Mutex
	kept map[string]*Picture
}

// Picture is a decoded picture.
type Picture struct {
	img  *image.NRGBA // nil for drawings
	draw *drawing     // an SVG document
	// W, H is the natural size in px, 0 when there is none.
	W, H float64
}

// Get returns the picture behind a URL or name; nil when it is not there or
// cannot be decoded.
func (s *Pictures) Get(src string) *Picture {
	if s == nil || src == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if pic, ok := s.kept[src]; ok {
		return pic
	}
	pic := s.decode(src)
	if s.kept == nil || len(s.kept) >= maxKept {
		s.kept = make(map[string]*Picture)
	}
	s.kept[src] = pic
	return pic
}

func (s *Pictures) decode(src string) *Picture {
	mime, data, ok := dataurl.Parse(src, maxPictureBytes)
	if !ok {
		if s.Lookup == nil {
			return nil
		}
		if data, ok = s.Lookup(src); !ok {
			return nil
		}
	}
	if len(data) > maxPictureBytes {
		return nil
	}
	if strings.HasPrefix(mime, "image/svg") || looksLikeSVG(data) {
		d := parseDrawing(data)
		if d == nil {
			return nil
		}
		return &Picture{draw: d, W: d.w, H: d.h}
	}
	return decodeBitmap(data)
}

// decodeBitmap decodes a bitmap and scales it down to what cells can show.
func decodeBitmap(data []byte) *Picture {
	cfg, decode := sniffBitmap(data)
	if decode == nil || cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width*cfg.Height > maxPicturePixels {
		return nil
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	w, h := cfg.Width, cfg.Height
	if m := max(w, h); m > keptSide {
		w, h = max(1, w*keptSide/m), max(1, h*keptSide/m)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
	return &Picture{img: out, W: float64(cfg.Width), H: float64(cfg.Height)}
}

type decodeFunc func(r *bytes.Reader) (image.Image, error)

// sniffBitmap tells the format by its first bytes, as browsers do, not by the
// declared type.
func sniffBitmap(b []byte) (image.Config, decodeFunc) {
	type format struct {
		magic  string
		config func(r *bytes.Reader) (image.Config, error)
		decode decodeFunc
	}
	formats := [...]format{
		{
			"\x89PNG\r\n", func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) },
		},
		{
			"\xff\xd8", func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) },
		},
		{
			"GIF8", func(r *bytes.Reader) (image.Config, error) { return gif.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return gif.Decode(r) },
		},
		{
			"RIFF", func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) },
		},
		{
			"BM", func(r *bytes.Reader) (image.Config, error) { return bmp.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return bmp.Decode(r) },
		},
	}
	for i := range formats {
		f := &formats[i]
		if len(b) > len(f.magic) && string(b[:len(f.magic)]) == f.magic {
			cfg, err := f.config(bytes.NewReader(b))
			if err != nil {
				return image.Config{}, nil
			}
			return cfg, f.decode
		}
	}
	return image.Config{}, nil
}

func looksLikeSVG(b []byte) bool {
	b = bytes.TrimSpace(b[:min(len(b), 512)])
	return bytes.HasPrefix(b, []byte("<svg")) || bytes.HasPrefix(b, []byte("<?xml")) && bytes.Contains(b, []byte("<svg"))
}
