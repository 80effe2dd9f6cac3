// Package dataurl reads data: URLs (RFC 2397), the only addresses whose contents
// a recording carries. It takes the address and gives what it holds; it fetches
// nothing and knows no formats.
package dataurl

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// Is reports a data: URL.
func Is(s string) bool { return len(s) >= 5 && strings.EqualFold(s[:5], "data:") }

// Parse gives the media type, in lower case, and the contents of a data: URL; ok
// is false for other addresses and for those that are longer than limit.
func Parse(s string, limit int) (mime string, data []byte, ok bool) {
	mime, body, coded, ok := split(s)
	if !ok || len(body) > limit*3/2 {
		return "", nil, false
	}
	if !coded {
		return mime, []byte(unescape(body)), true
	}
	d, err := base64.RawStdEncoding.DecodeString(bare(body))
	return mime, d, err == nil
}

// Head gives at least the first n bytes of the contents, as far as they can be
// read, and maybe more.
func Head(s string, n int) (mime string, data []byte, ok bool) {
	mime, body, coded, ok := split(s)
	if !ok {
		return "", nil, false
	}
	body = body[:min(len(body), 2*n)]
	if !coded {
		return mime, []byte(unescape(body)), true
	}
	body = bare(body)
	d, _ := base64.RawStdEncoding.DecodeString(body[:len(body)&^3])
	if len(d) == 0 {
		d, _ = base64.RawStdEncoding.DecodeString(body)
	}
	return mime, d, true
}

func split(s string) (mime, body string, coded, ok bool) {
	if s = strings.TrimSpace(s); !Is(s) {
		return "", "", false, false
	}
	head, body, ok := strings.Cut(s[5:], ",")
	if !ok || len(head) > 1024 {
		return "", "", false, false
	}
	mime, params, _ := strings.Cut(strings.ToLower(head), ";")
	return strings.TrimSpace(mime), body, strings.HasSuffix(strings.TrimSpace(params), "base64"), true
}

// bare is base64 text without what may stand around and in it.
func bare(body string) string {
	if strings.Contains(body, "%") {
		body = unescape(body)
	}
	if strings.ContainsAny(body, "\n\r\t ") {
		body = strings.NewReplacer("\n", "", "\r", "", " ", "", "\t", "").Replace(body)
	}
	return strings.TrimRight(body, "=")
}

// unescape decodes percent signs; those that begin no escape stay.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if u, err := url.PathUnescape(s[i : i+3]); err == nil {
				b.WriteString(u)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
