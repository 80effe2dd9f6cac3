package script

import (
	"strings"
	"unicode/utf8"
)

// word is an argument with its place.
type word struct {
	text string
	col  int // from 1, in characters
}

// words cuts a line into words. A fault is told with its column.
func words(line string) (out []word, fault string, col int) {
	at := 1
	for line != "" {
		r, n := utf8.DecodeRuneInString(line)
		switch {
		case r == ' ' || r == '\t':
			line, at = line[n:], at+1
			continue
		case r == '#':
			return out, "", 0
		case r == '"':
			text, size, ok := quoted(line)
			if !ok {
				return nil, "a quote that does not end", at
			}
			out = append(out, word{text, at})
			at += utf8.RuneCountInString(line[:size])
			line = line[size:]
			if line != "" && line[0] != ' ' && line[0] != '\t' {
				return nil, "a blank has to follow the quote", at
			}
			continue
		}
		size := strings.IndexAny(line, " \t")
		if size < 0 {
			size = len(line)
		}
		out = append(out, word{line[:size], at})
		at += utf8.RuneCountInString(line[:size])
		line = line[size:]
	}
	return out, "", 0
}

// quoted reads the text in quotes that s begins with, and how many bytes it takes.
func quoted(s string) (text string, size int, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return b.String(), i + 1, true
		case c == '\\' && i+1 < len(s):
			i++
			if s[i] == 'n' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", 0, false
}
