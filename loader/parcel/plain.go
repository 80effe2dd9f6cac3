package parcel

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
)

// ErrLarge says that inflated bytes are more than allowed.
var ErrLarge = errors.New("too large when inflated")

// Plain returns the body of a batch of events, inflated where it was sent
// deflated. At most limit bytes come of it, or [ErrLarge].
func (e *Parcel) Plain(limit int64) ([]byte, error) {
	if !e.Deflated {
		return e.Body, nil
	}
	return Inflate(e.Body, limit)
}

// Inflate inflates a zlib stream. SDKs flush what they send but do not always
// end it: a stream that stops between two blocks is whole.
func Inflate(b []byte, limit int64) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	defer z.Close() //nolint:errcheck // read only
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(z, limit+1))
	switch {
	case n > limit:
		return nil, ErrLarge
	case errors.Is(err, io.ErrUnexpectedEOF) && n > 0 && out.Bytes()[n-1] == '\n':
		return out.Bytes(), nil
	case errors.Is(err, io.ErrUnexpectedEOF) && n > 0 && out.Bytes()[n-1] == '}':
		return out.Bytes(), nil
	case err != nil:
		return nil, fmt.Errorf("inflate: %w", err)
	}
	return out.Bytes(), nil
}
