package steps

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// literal writes s as a string of TypeScript. Whatever s holds, the result is
// one literal on one line, of printable characters only.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, c := range s {
		switch {
		case c == '\'' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\r':
			b.WriteString(`\r`)
		case !unicode.IsPrint(c):
			fmt.Fprintf(&b, `\u{%x}`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// comment makes s fit for a line comment.
func comment(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return ' '
		}
		return c
	}, s)
}

// constant turns a label into the name of an environment variable.
func constant(label string) string {
	var b strings.Builder
	for _, c := range strings.ToUpper(label) {
		switch {
		case c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' && b.Len() > 0:
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		if b.Len() >= 40 {
			break
		}
	}
	if s := strings.Trim(b.String(), "_"); s != "" {
		return s
	}
	return "VALUE"
}

// volatile are parts of a path that differ from one run to the next: numbers of
// several digits, UUIDs, long hexadecimal ids.
var volatile = regexp.MustCompile(`(?i)^(\d{3,}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,})$`)

// pathPattern is a regular expression of TypeScript that the path of an address
// answers to, with what is likely to differ left open.
func pathPattern(address string) string {
	p := pathname(address)
	segments := strings.Split(p, "/")
	for i, s := range segments {
		if volatile.MatchString(s) {
			segments[i] = "[^/]+"
			continue
		}
		segments[i] = quoteRegexp(s)
	}
	return "/^" + strings.Join(segments, `\/`) + "$/"
}

func quoteRegexp(s string) string {
	var b strings.Builder
	for _, c := range regexp.QuoteMeta(s) {
		switch {
		case c == '/':
			b.WriteString(`\/`)
		case !unicode.IsPrint(c):
			b.WriteByte('.')
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// pathname is the path of an address as browsers give it, without query and
// fragment.
func pathname(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.EscapedPath() == "" {
		return "/"
	}
	return u.EscapedPath()
}

// origin is scheme and host of an address, "" when it has none.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
