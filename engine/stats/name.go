package stats

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// PageName names a page: host and path, and the route of a single-page app that
// lives in the fragment. The query is left out, and parts of the path that look
// like ids are *, so that /order/17 and /order/18 are one page.
func PageName(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" && u.Path == "" {
		name, _, _ := strings.Cut(address, "?")
		return clip(name)
	}
	name := u.Host + "/" + strings.TrimPrefix(parts(u.Path), "/")
	if route := u.Fragment; strings.HasPrefix(route, "/") || strings.HasPrefix(route, "!") {
		route, _, _ = strings.Cut(route, "?")
		name += "#" + parts(route)
	}
	return clip(name)
}

func parts(path string) string {
	list := strings.Split(path, "/")
	for i, p := range list {
		if isID(p) {
			list[i] = "*"
		}
	}
	return strings.Join(list, "/")
}

// isID reports whether a word looks like an id: digits alone, or eight or more
// hexadecimal digits and hyphens with a decimal digit among them.
func isID(s string) bool {
	digits, hex := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
			hex++
		case c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == '-':
			hex++
		default:
			return false
		}
	}
	return digits > 0 && (digits == len(s) || hex == len(s) && len(s) >= 8)
}

// MessageName names an error: the first line of its message, in which ids and
// numbers of four digits or more are *, so that statuses stay and times do not.
func MessageName(message string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(message), "\n")
	var b strings.Builder
	for i := 0; i < len(line); {
		j := i
		for j < len(line) && word(line[j]) {
			j++
		}
		if j == i {
			b.WriteByte(line[i])
			i++
			continue
		}
		if w := line[i:j]; len(w) >= 4 && isID(w) {
			b.WriteByte('*')
		} else {
			b.WriteString(w)
		}
		i = j
	}
	return clip(b.String())
}

// word reports whether a byte belongs to a word that may be an id.
func word(c byte) bool {
	return c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// maxName bounds names in bytes.
const maxName = 300

func clip(s string) string {
	if len(s) <= maxName {
		return s
	}
	n := maxName
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
