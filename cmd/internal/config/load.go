package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"playhead/ui/keymap"
)

// keysTable is the table of the file that binds keys.
const keysTable = "keys"

// Origin says where a value comes from.
type Origin uint8

// The origins; a later one goes before an earlier one.
const (
	Default Origin = iota
	File
	Environment
	Flag
)

var originNames = [...]string{"default", "file", "environment", "flag"}

// String returns the origin in a word.
func (o Origin) String() string { return originNames[o] }

// Value is the value of a setting.
type Value struct {
	Text string
	From Origin
	// Where is the place within the origin: file and line, variable, flag.
	Where string
}

// Keys are the keys of an action that are not the default ones.
type Keys struct {
	Action    string
	Sequences []string
	From      Origin
	Where     string
}

// Config is how the program is to behave.
type Config struct {
	// Path is the configuration file, Found whether it is there.
	Path  string
	Found bool

	values map[string]Value
	keys   []Keys
}

// Sources are what [Load] looks at.
type Sources struct {
	Getenv func(string) string
	// Path is the file the user named, "" for the one in the usual place.
	Path string
}

// Error is what is wrong with the configuration.
type Error struct {
	Place string // file and line, variable or flag
	Err   error
}

func (e *Error) Error() string { return e.Place + ": " + e.Err.Error() }

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// Load reads the configuration file and the environment. A file in the usual
// place may be missing, one that was named may not.
func Load(src Sources) (*Config, error) {
	c := &Config{Path: src.Path, values: make(map[string]Value)}
	named := c.Path != ""
	if v := src.Getenv(envName("config")); !named && v != "" {
		c.Path, named = v, true
	}
	if !named {
		c.Path = usual(src.Getenv)
	}
	for _, s := range Settings() {
		c.values[s.Name] = Value{Text: s.Default}
	}
	if c.Path != "" {
		switch err := c.read(); {
		case err == nil:
			c.Found = true
		case !named && errors.Is(err, fs.ErrNotExist):
		default:
			return nil, err
		}
	}
	if err := c.environment(src.Getenv); err != nil {
		return nil, err
	}
	return c, nil
}

// usual is where the file is looked for.
func usual(getenv func(string) string) string {
	dir := getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(dir) { // the XDG specification has relative ones ignored
		home := getenv("HOME")
		if home == "" {
			return ""
		}
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "playhead", "config.toml")
}

func (c *Config) read() error {
	st, err := os.Stat(c.Path)
	if err != nil {
		return err
	}
	if !st.Mode().IsRegular() || st.Size() > maxFile {
		return &Error{c.Path, errors.New("no regular file of at most 1 MiB")}
	}
	b, err := os.ReadFile(c.Path)
	if err != nil {
		return err
	}
	items, err := parse(b)
	for i := 0; err == nil && i < len(items); i++ {
		err = c.take(&items[i])
	}
	if err == nil {
		return c.CheckKeys()
	}
	place := c.Path
	if f := (*fault)(nil); errors.As(err, &f) && f.line > 0 {
		place += ":" + strconv.Itoa(f.line)
	}
	return &Error{place, err}
}

// take notes a key of the file.
func (c *Config) take(it *item) error {
	where := c.Path + ":" + strconv.Itoa(it.line)
	if action, ok := strings.CutPrefix(it.name, keysTable+"."); ok {
		c.keys = append(c.keys, Keys{Action: action, Sequences: it.texts, From: File, Where: where})
		return nil
	}
	s, ok := Lookup(it.name)
	if !ok {
		return &fault{it.line, it.name, errors.New("no such setting" + near(it.name))}
	}
	if it.array {
		return &fault{it.line, it.name, errors.New("want one value, not several")}
	}
	v, err := s.Check(it.texts[0])
	if err != nil {
		return &fault{it.line, it.name, err}
	}
	c.values[s.Name] = Value{v, File, where}
	return nil
}

// near suggests the setting that was probably meant.
func near(name string) string {
	name = strings.ReplaceAll(strings.ToLower(name), "_", "-")
	for _, s := range Settings() {
		if s.Name == name || strings.HasPrefix(s.Name, name) || strings.HasPrefix(name, s.Name) {
			return "; there is " + s.Name
		}
	}
	names := make([]string, 0, 16)
	for _, s := range Settings() {
		names = append(names, s.Name)
	}
	return "; there are " + strings.Join(names, ", ") + " and the table [" + keysTable + "]"
}

func (c *Config) environment(getenv func(string) string) error {
	for _, s := range Settings() {
		v := getenv(s.Env())
		if v == "" {
			continue
		}
		norm, err := s.Check(v)
		if err != nil {
			return &Error{s.Env(), err}
		}
		c.values[s.Name] = Value{norm, Environment, s.Env()}
	}
	name := envName(keysTable)
	for _, one := range splitKeys(getenv(name)) {
		if err := c.bind(one, Environment, name); err != nil {
			return &Error{name, err}
		}
	}
	return c.CheckKeys()
}

// splitKeys splits bindings at line feeds, and at semicolons that another
// binding follows: the semicolon is a key as well.
func splitKeys(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		parts := strings.Split(line, ";")
		for _, p := range parts {
			name, _, ok := strings.Cut(p, "=")
			if n := len(out); n > 0 && !(ok && keymap.ActionByName(strings.TrimSpace(name)) != keymap.None) {
				out[n-1] += ";" + p
				continue
			}
			if strings.TrimSpace(p) != "" {
				out = append(out, p)
			}
		}
	}
	return out
}

// bind adds a binding written as action=keys. One for an action that the same
// origin has bound before adds a sequence.
func (c *Config) bind(s string, from Origin, where string) error {
	name, seq, ok := strings.Cut(s, "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" {
		return fmt.Errorf("%q: want action=keys", s)
	}
	i := slices.IndexFunc(c.keys, func(k Keys) bool { return k.Action == name && k.From == from })
	if i < 0 {
		c.keys = append(c.keys, Keys{Action: name, From: from, Where: where})
		i = len(c.keys) - 1
	}
	if strings.TrimSpace(seq) != "" { // none unbinds the action
		c.keys[i].Sequences = append(c.keys[i].Sequences, seq)
	}
	return nil
}

// Bind takes a binding from a flag, written as action=keys.
func (c *Config) Bind(s, flag string) error { return c.bind(s, Flag, flag) }

// Set takes the value of a setting from a flag.
func (c *Config) Set(name, value, flag string) error {
	s, ok := Lookup(name)
	if !ok {
		return &Error{flag, errors.New("no such setting")}
	}
	v, err := s.Check(value)
	if err != nil {
		return fmt.Errorf("%s %w", flag, err)
	}
	c.values[name] = Value{v, Flag, flag}
	return nil
}

// Get returns the value of a setting.
func (c *Config) Get(name string) Value { return c.values[name] }

// Keys returns the bindings that are not the default ones, of each action those
// of the origin that counts.
func (c *Config) Keys() []Keys {
	best := map[string]Origin{}
	for _, k := range c.keys {
		best[k.Action] = max(best[k.Action], k.From)
	}
	var out []Keys
	for _, k := range c.keys {
		if best[k.Action] == k.From {
			out = append(out, k)
		}
	}
	return out
}

// Rebindings returns the bindings for a key map.
func (c *Config) Rebindings() []keymap.Rebinding {
	var out []keymap.Rebinding
	for _, k := range c.Keys() {
		out = append(out, keymap.Rebinding{Action: k.Action, Sequences: k.Sequences})
	}
	return out
}

// CheckKeys says what is wrong with the bindings.
func (c *Config) CheckKeys() error {
	err := keymap.Default().Rebind(c.Rebindings())
	var r *keymap.RebindError
	if errors.As(err, &r) {
		k := c.Keys()[r.Index]
		return &Error{k.Where, fmt.Errorf("%s.%s: %w", keysTable, k.Action, r.Err)}
	}
	return err
}
