package steps

import (
	"fmt"
	"io"
	"strings"

	"playhead/engine/text"
)

// Markdown writes the steps as a numbered list. With several tabs each step
// says in which one it was done. clock formats the time of a step; nil leaves
// times out.
func Markdown(w io.Writer, script *Script, clock func(*Step) string) error {
	tabs := script.tabs()
	for i := range script.Steps {
		s := &script.Steps[i]
		line := EscapeMarkdown(s.Words())
		if tabs > 1 {
			line += fmt.Sprintf(" [tab %d]", s.Tab+1)
		}
		for _, o := range s.Told() {
			line += " → " + EscapeMarkdown(o.Words())
		}
		if clock != nil {
			line = "`" + clock(s) + "` " + line
		}
		if _, err := fmt.Fprintf(w, "%d. %s\n", i+1, line); err != nil {
			return err
		}
	}
	return nil
}

// tabs is the number of tabs in which something was done.
func (s *Script) tabs() int {
	seen := map[int]bool{}
	for i := range s.Steps {
		seen[s.Steps[i].Tab] = true
	}
	return len(seen)
}

// markdownEscaper escapes what CommonMark 0.31 reads as markup within a line,
// and the beginnings of links that renderers make of bare addresses.
var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `&lt;`, ">", `&gt;`, "&", "&amp;", "|", `\|`, "~", `\~`,
	"\n", " ", "\r", " ",
)

// EscapeMarkdown returns recorded text as one line of Markdown that shows it as it is.
func EscapeMarkdown(s string) string { return markdownEscaper.Replace(text.Clean(s)) }
