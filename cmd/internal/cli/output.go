package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"playhead/engine/text"
)

// safe returns recorded text (or a message that holds some) as one line that
// can be printed: without control characters, escapes or bidi controls.
func safe(s string) string { return text.Clean(s) }

// safeLines is safe for messages of several lines.
func safeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = safe(lines[i])
	}
	return strings.Join(lines, "\n")
}

// printJSON writes v as indented JSON and a line feed. Keys are those of the
// output structs; times are milliseconds since the epoch.
func printJSON(w io.Writer, v any) error {
	b, err := json.Marshal(v, jsontext.WithIndent("  "), json.Deterministic(true))
	if err != nil {
		return err
	}
	_, err = w.Write(append(escapeControls(b, text.JSONEscape), '\n'))
	return err
}

// printJSONLine writes v as JSON on one line.
func printJSONLine(w io.Writer, v any) error {
	b, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return err
	}
	_, err = w.Write(append(escapeControls(b, text.JSONEscape), '\n'))
	return err
}

// row prints a label and a value in two columns, nothing when the value is
// empty.
func row(w io.Writer, label, value string) {
	if value != "" {
		fmt.Fprintf(w, "%-12s %s\n", label, safe(value))
	}
}

// join joins what is not empty.
func join(sep string, parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}

// examples indents the lines of help examples as cobra wants them.
func examples(lines ...string) string { return "  " + strings.Join(lines, "\n  ") }
