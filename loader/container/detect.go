package container

import (
	"bytes"
	"strconv"
)

// Encoding is how a piece of content is packed.
type Encoding uint8

// The encodings. Plain stands for everything that is not packed, and for brotli
// data, which has no magic number.
const (
	Plain Encoding = iota
	Zlib
	Gzip
	Zstd
	Zip
	Tar
	Multipart
	HTTP
)

var encodingNames = [...]string{"plain", "zlib", "gzip", "zstd", "zip", "tar", "multipart", "http"}

// String returns the encoding's name in lower case.
func (e Encoding) String() string {
	if int(e) < len(encodingNames) {
		return encodingNames[e]
	}
	return "unknown"
}

// DetectSize is how many bytes Detect likes to see.
const DetectSize = 512

// detectMost is how many bytes it looks at: the longest start line of a request
// that is recognised. Documents on one line are not read to their end for it.
const detectMost = 64 << 10

// Detect says how content that starts with b is packed, from b alone. It looks
// at magic numbers; for zlib, whose header is weak, that is a promise only.
func Detect(b []byte) Encoding {
	b = b[:min(len(b), detectMost)]
	switch {
	case len(b) >= 3 && b[0] == 0x1f && b[1] == 0x8b && b[2] == 8: // RFC 1952 §2.3.1
		return Gzip
	case len(b) >= 4 && isZstd(b):
		return Zstd
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return Zip
	case isZlib(b):
		return Zlib
	case isTar(b):
		return Tar
	case isHTTP(b):
		return HTTP
	case isMultipart(b):
		return Multipart
	}
	return Plain
}

// isZstd recognises frames and skippable frames (RFC 8878 §3.1).
func isZstd(b []byte) bool {
	if b[1] == 0xb5 && b[2] == 0x2f && b[3] == 0xfd {
		return b[0] == 0x28
	}
	return b[0]&0xf0 == 0x50 && b[1] == 0x2a && b[2] == 0x4d && b[3] == 0x18
}

// isZlib checks the two header bytes of RFC 1950 §2.2. Streams with a preset
// dictionary are refused: nobody sends them.
func isZlib(b []byte) bool {
	return len(b) >= 2 && b[0]&0x0f == 8 && b[0]>>4 <= 7 && b[1]&0x20 == 0 &&
		(uint(b[0])<<8|uint(b[1]))%31 == 0
}

// isTar checks the header's checksum (POSIX ustar; the older format has no magic
// number).
func isTar(b []byte) bool {
	if len(b) < 512 || b[0] == 0 {
		return false
	}
	field := bytes.Trim(b[148:156], " \x00")
	want, err := strconv.ParseUint(string(field), 8, 32)
	if err != nil {
		return false
	}
	var sum uint64
	for i, c := range b[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += uint64(c)
	}
	return sum == want
}

// isHTTP recognises the start line of a request or a response (RFC 9112 §2.1).
func isHTTP(b []byte) bool {
	if bytes.HasPrefix(b, []byte("HTTP/1.")) {
		return true
	}
	i := 0
	for i < len(b) && i < 20 && b[i] >= 'A' && b[i] <= 'Z' {
		i++
	}
	if i == 0 || i >= len(b) || b[i] != ' ' {
		return false
	}
	line, _, whole := bytes.Cut(b[i+1:], []byte("\n"))
	if !whole {
		// A long target: the line ends beyond what is there.
		return len(b) >= DetectSize && len(line) > 0 && (line[0] == '/' || bytes.HasPrefix(line, []byte("http")))
	}
	line = bytes.TrimSuffix(line, []byte("\r"))
	target, version, ok := bytes.Cut(line, []byte(" "))
	return ok && len(target) > 0 && bytes.HasPrefix(version, []byte("HTTP/1."))
}

// isMultipart recognises a multipart body without its headers (RFC 2046 §5.1.1):
// a delimiter line, then a part header.
func isMultipart(b []byte) bool {
	line, rest, ok := bytes.Cut(b, []byte("\n"))
	if !ok || !bytes.HasPrefix(line, []byte("--")) || len(line) < 4 || len(line) > 80 {
		return false
	}
	return len(rest) >= 8 && bytes.EqualFold(rest[:8], []byte("content-"))
}

// looksLikeText reports whether unpacked bytes may be a document or a container:
// the check that a guess (brotli, a weak zlib header) was right.
func looksLikeText(b []byte) bool {
	if Detect(b) != Plain {
		return true
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	b = bytes.TrimLeft(b, " \t\r\n")
	if len(b) == 0 {
		return false
	}
	switch b[0] {
	case '{', '[', '"', '<':
	default:
		return false
	}
	for _, c := range b[:min(len(b), 256)] {
		if c < 0x20 && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}
