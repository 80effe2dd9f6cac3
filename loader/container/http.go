package container

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"strconv"
	"strings"

	"playhead/engine/event"
)

const (
	maxParts     = 10_000   // of one form
	maxHeader    = 64 << 10 // bytes of a header section
	maxFormValue = 64 << 10 // bytes of a part that Form.Value gives
)

// header is a header section; names are matched without regard to case.
type header []byte

// get returns the value of the first field of that name.
func (h header) get(name string) string {
	for rest := []byte(h); len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		key, value, ok := bytes.Cut(line, []byte(":"))
		if ok && len(key) == len(name) && strings.EqualFold(string(key), name) {
			return string(bytes.TrimSpace(value))
		}
	}
	return ""
}

// cutHeader splits a header section from what follows it.
func cutHeader(b []byte) (h header, body []byte, ok bool) {
	for at := 0; at < min(len(b), maxHeader); {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			break
		}
		line := bytes.TrimSuffix(b[at:at+i], []byte("\r"))
		next := at + i + 1
		if len(line) == 0 {
			return header(b[:at]), b[next:], true
		}
		at = next
	}
	return nil, nil, false
}

// http visits the bodies of captured messages, one after the other.
func (w *Walker) http(ctx context.Context, in *input, at Document, depth int) error {
	in.fillAll(ctx)
	rest := in.bytes()
	for n := 0; len(rest) > 0; n++ {
		if n > 0 && !isHTTP(rest) {
			w.problem(event.ProblemSyntax, at.Place, fmt.Sprintf("%d bytes after the last message", len(rest)))
			break
		}
		m := at
		m.direct = false
		if n > 0 {
			m.Place = fmt.Sprintf("%s (message %d)", at.Place, n+1)
		}
		head, body, ok := cutHeader(rest)
		if !ok {
			w.problem(event.ProblemTruncated, m.Place, "the capture ends within the message header")
			break
		}
		line, _, _ := bytes.Cut(head, []byte("\n"))
		if f := strings.Fields(string(line)); len(f) == 3 {
			m.Target = f[1]
		}
		m.head = head
		body, rest = w.body(head, body, m.Place)
		if len(body) == 0 {
			continue
		}
		if err := w.message(ctx, in.mem, head, body, m, depth); err != nil {
			return err
		}
	}
	return nil
}

// body separates a message's body from what follows (RFC 9112 §6.3).
func (w *Walker) body(head header, b []byte, place string) (body, rest []byte) {
	if strings.EqualFold(head.get("Transfer-Encoding"), "chunked") {
		if body, rest, ok := dechunk(b); ok {
			return body, rest
		}
		return b, nil // decoded when it was captured
	}
	length, err := strconv.ParseInt(head.get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return b, nil
	}
	if length > int64(len(b)) {
		w.problem(event.ProblemTruncated, place, fmt.Sprintf("%d of %d bytes of the message body", len(b), length))
		return b, nil
	}
	return b[:length:length], bytes.TrimLeft(b[length:], "\r\n")
}

// dechunk undoes the chunked transfer coding (RFC 9112 §7.1).
func dechunk(b []byte) (body, rest []byte, ok bool) {
	body = make([]byte, 0, len(b))
	for {
		line, after, found := bytes.Cut(b, []byte("\n"))
		if !found || len(line) > 100 {
			return nil, nil, false
		}
		digits, _, _ := bytes.Cut(bytes.TrimSpace(line), []byte(";"))
		n, err := strconv.ParseUint(string(digits), 16, 31)
		if err != nil || n > uint64(len(after)) {
			return nil, nil, false
		}
		body = append(body, after[:n]...)
		after = after[n:]
		if n > 0 {
			after = bytes.TrimPrefix(after, []byte("\r"))
			b = bytes.TrimPrefix(after, []byte("\n"))
			continue
		}
		// Trailer fields until an empty line.
		for {
			line, rest, found = bytes.Cut(after, []byte("\n"))
			if !found || len(bytes.TrimSpace(line)) == 0 {
				return body, rest, true
			}
			after = rest
		}
	}
}

func (w *Walker) message(ctx context.Context, mem *Memory, head header, body []byte, at Document, depth int) error {
	kind, params, err := mime.ParseMediaType(head.get("Content-Type"))
	if err == nil && strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		return w.form(ctx, mem, body, params["boundary"], at, depth)
	}
	return w.content(ctx, part(mem, body), at, depth+1)
}

// rawMultipart visits a multipart body whose header is lost: its first line is
// the delimiter.
func (w *Walker) rawMultipart(ctx context.Context, in *input, at Document, depth int) error {
	in.fillAll(ctx)
	at.direct = false
	line, _, _ := bytes.Cut(in.bytes(), []byte("\n"))
	boundary := strings.TrimPrefix(strings.TrimRight(string(line), " \t\r"), "--")
	return w.form(ctx, in.mem, in.bytes(), boundary, at, depth)
}

// FormPart is one part of a form.
type FormPart struct {
	Name, File string
	Body       []byte
}

// form visits the parts of a multipart body (RFC 7578, RFC 2046 §5.1.1).
func (w *Walker) form(ctx context.Context, mem *Memory, body []byte, boundary string, at Document, depth int) error {
	parts, whole := SplitForm(body, boundary)
	if !whole {
		w.problem(event.ProblemTruncated, at.Place, "the multipart body has no end")
	}
	form := &Form{}
	for _, p := range parts {
		form.names = append(form.names, p.Name)
		if len(p.Body) <= maxFormValue {
			form.values = append(form.values, p.Body)
		} else {
			form.values = append(form.values, nil)
		}
	}
	for _, p := range parts {
		if len(p.Body) == 0 {
			continue
		}
		d := at
		d.Form, d.Part, d.FileName = form, p.Name, p.File
		d.Place = at.Place + ": " + clean(p.Name)
		if err := w.content(ctx, part(mem, p.Body), d, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// SplitForm finds the parts of a multipart body, in place; whole is false when
// the closing delimiter is missing, and the last part then is what there is of
// it.
func SplitForm(body []byte, boundary string) (parts []FormPart, whole bool) {
	delimiter := []byte("--" + boundary)
	i := bytes.Index(body, delimiter)
	if i < 0 {
		return nil, false
	}
	body = body[i+len(delimiter):]
	delimiter = append([]byte("\n"), delimiter...)
	for len(parts) < maxParts {
		if bytes.HasPrefix(body, []byte("--")) {
			return parts, true
		}
		_, after, ok := bytes.Cut(body, []byte("\n"))
		if !ok {
			return parts, false
		}
		head, content, ok := cutHeader(after)
		if !ok {
			return parts, false
		}
		end := bytes.Index(content, delimiter)
		if end < 0 {
			parts = append(parts, makePart(head, content))
			return parts, false
		}
		parts = append(parts, makePart(head, bytes.TrimSuffix(content[:end:end], []byte("\r"))))
		body = content[end+len(delimiter):]
	}
	return parts, false
}

func makePart(head header, body []byte) FormPart {
	p := FormPart{Body: body}
	if _, params, err := mime.ParseMediaType(head.get("Content-Disposition")); err == nil {
		p.Name, p.File = params["name"], params["filename"]
	}
	return p
}
