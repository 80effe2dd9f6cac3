package redact

import (
	"bytes"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// JSON reads the JSON values in b and calls f for every string in them but the
// names of members, with the names that lead to it; f gives what to write
// instead. It returns the values, each on a line of its own. The form of numbers
// and the order of members stay.
func JSON(b []byte, f func(path []string, s string) string) ([]byte, error) {
	dec := jsontext.NewDecoder(bytes.NewReader(b), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	var out bytes.Buffer
	enc := jsontext.NewEncoder(&out, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	var path []string // the name before the value at each depth
	for {
		t, err := dec.ReadToken()
		if err == io.EOF { //nolint:errorlint // the decoder returns it plainly
			return out.Bytes(), nil
		}
		if err != nil {
			return nil, fmt.Errorf("JSON: %w", err)
		}
		depth := dec.StackDepth()
		kind, length := dec.StackIndex(depth)
		switch t.Kind() {
		case '"':
			if kind == '{' && length%2 == 1 { // a name was just read
				path = append(path[:min(depth-1, len(path))], t.String())
			} else {
				t = jsontext.String(f(path[:min(depth, len(path))], t.String()))
			}
		case '[':
			for len(path) < depth {
				path = append(path, "")
			}
		}
		if err := enc.WriteToken(t); err != nil {
			return nil, fmt.Errorf("JSON: %w", err)
		}
	}
}
