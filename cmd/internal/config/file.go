package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// maxFile bounds a configuration file, in bytes.
const maxFile = 1 << 20

// item is a key of the file with its value as texts and the line it stands on.
type item struct {
	name  string // dotted
	texts []string
	array bool
	line  int
}

// fault is an error at a place of the file.
type fault struct {
	line int
	key  string
	err  error
}

func (f *fault) Error() string {
	if f.key == "" {
		return f.err.Error()
	}
	return f.key + ": " + f.err.Error()
}

func (f *fault) Unwrap() error { return f.err }

// parse reads the keys of a TOML document in order.
func parse(b []byte) ([]item, error) {
	// A first reading finds what is no TOML, keys that stand there twice among it.
	var whole map[string]any
	if err := toml.Unmarshal(b, &whole); err != nil {
		var d *toml.DecodeError
		if errors.As(err, &d) {
			row, _ := d.Position()
			return nil, &fault{line: row, key: strings.Join(d.Key(), "."), err: errors.New(strings.TrimPrefix(d.Error(), "toml: "))}
		}
		return nil, err
	}
	var items []item
	var p unstable.Parser
	p.Reset(b)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = dotted(e.Key())
			if table != keysTable || e.Kind != unstable.Table {
				return nil, &fault{lineOf(&p, e.Key()), table, errors.New("unknown table; there is [" + keysTable + "]")}
			}
		case unstable.KeyValue:
			it, err := keyValue(&p, table, e)
			if err != nil {
				return nil, err
			}
			items = append(items, it...)
		}
	}
	return items, p.Error()
}

func keyValue(p *unstable.Parser, table string, e *unstable.Node) ([]item, error) {
	name := dotted(e.Key())
	if table != "" {
		name = table + "." + name
	}
	line := lineOf(p, e.Key())
	v := e.Value()
	switch v.Kind {
	case unstable.InlineTable:
		var out []item
		for it := v.Children(); it.Next(); {
			sub, err := keyValue(p, name, it.Node())
			if err != nil {
				return nil, err
			}
			out = append(out, sub...)
		}
		return out, nil
	case unstable.Array:
		it := item{name: name, line: line, array: true}
		for c := v.Children(); c.Next(); {
			if !scalar(c.Node().Kind) {
				return nil, &fault{line, name, errors.New("want texts")}
			}
			it.texts = append(it.texts, string(c.Node().Data))
		}
		return []item{it}, nil
	}
	if !scalar(v.Kind) {
		return nil, &fault{line, name, fmt.Errorf("want a text, a number or true or false")}
	}
	return []item{{name: name, texts: []string{string(v.Data)}, line: line}}, nil
}

func scalar(k unstable.Kind) bool {
	switch k {
	case unstable.String, unstable.Integer, unstable.Float, unstable.Bool:
		return true
	default:
		return false
	}
}

func dotted(it unstable.Iterator) string {
	var parts []string
	for it.Next() {
		parts = append(parts, string(it.Node().Data))
	}
	return strings.Join(parts, ".")
}

func lineOf(p *unstable.Parser, key unstable.Iterator) int {
	if !key.Next() {
		return 0
	}
	return p.Shape(key.Node().Raw).Start.Line
}
