package rrweb

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"

	"playhead/loader/scan"
)

// maxUnpacked bounds what one compressed string may expand to.
const maxUnpacked = 128 << 20

var (
	errNotBytes = errors.New("characters beyond Latin-1")
	errTooLarge = errors.New("expands to too much")
)

// unpacker expands compressed strings. It keeps its buffers.
type unpacker struct {
	in  []byte
	src bytes.Reader
	out bytes.Buffer
}

// packed expands an event packed by @rrweb/packer: zlib, each byte a Latin-1
// character. The result is valid until the next call.
func (u *unpacker) packed(raw []byte, escaped bool) ([]byte, error) {
	if err := u.bytes(raw, escaped); err != nil {
		return nil, err
	}
	z, err := zlib.NewReader(&u.src)
	if err != nil {
		return nil, fmt.Errorf("zlib: %w", err)
	}
	return u.read(z)
}

// compressed expands what PostHog compresses: gzip, each byte a Latin-1
// character. The result is valid until the next call.
func (u *unpacker) compressed(raw []byte, escaped bool) ([]byte, error) {
	if err := u.bytes(raw, escaped); err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(&u.src)
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return u.read(z)
}

func (u *unpacker) read(z io.Reader) ([]byte, error) {
	u.out.Reset()
	n, err := io.Copy(&u.out, io.LimitReader(z, maxUnpacked+1))
	if n > maxUnpacked {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("after %d bytes: %w", n, err)
	}
	return u.out.Bytes(), nil
}

// bytes turns the characters of a JSON string back into the bytes they stand
// for.
func (u *unpacker) bytes(raw []byte, escaped bool) error {
	if escaped {
		u.in = scan.AppendUnescaped(u.in[:0], raw)
		raw = u.in
	}
	out := u.in[:0] // never ahead of raw where they share memory
	for i := 0; i < len(raw); {
		c := raw[i]
		if c < utf8.RuneSelf {
			out = append(out, c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r > 0xff || n < 2 {
			return errNotBytes
		}
		out = append(out, byte(r))
		i += n
	}
	u.in = out
	u.src.Reset(out)
	return nil
}
