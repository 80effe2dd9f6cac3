package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func env(vars map[string]string) func(string) string {
	return func(k string) string { return vars[k] }
}

func load(t *testing.T, text string, vars map[string]string) (*Config, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(Sources{Getenv: env(vars), Path: file})
}

func TestDefaultsAreTheirNormalForm(t *testing.T) {
	for _, s := range Settings() {
		if s.Default == "" {
			continue
		}
		if v, err := s.Check(s.Default); err != nil || v != s.Default {
			t.Errorf("%s: %q becomes %q, %v", s.Name, s.Default, v, err)
		}
	}
}

func TestOrder(t *testing.T) {
	c, err := load(t, "# mine\ntheme = \"light\"\nspeed = 2\nmouse = false\nskip-after = \"10s\"\n\n[keys]\ntoggle-play = \"ctrl+x\"\nzoom = [\"ctrl+o\", \"g z\"]\n",
		map[string]string{"PLAYHEAD_SPEED": "4", "PLAYHEAD_KEYS": "zoom=ctrl+v; debug=;"})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Set(Theme, "dark", "--theme"); err != nil {
		t.Fatal(err)
	}
	if err := c.Bind("toggle-play=ctrl+y", "--key"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		Theme: "dark flag --theme", Speed: "4 environment PLAYHEAD_SPEED", Mouse: "off file config.toml:4",
		SkipAfter: "10s file config.toml:5", Zoom: "fit default ",
	} {
		v := c.Get(name)
		if got := v.Text + " " + v.From.String() + " " + filepath.Base("/"+v.Where); strings.TrimSuffix(got, "/") != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	var keys []string
	for _, k := range c.Keys() {
		keys = append(keys, k.Action+"="+strings.Join(k.Sequences, "|")+" "+k.From.String())
	}
	want := "zoom=ctrl+v environment,debug=; environment,toggle-play=ctrl+y flag"
	if got := strings.Join(keys, ","); got != want {
		t.Errorf("keys %q, want %q", got, want)
	}
	if err := c.CheckKeys(); err != nil {
		t.Error(err)
	}
}

func TestErrorsNameFileLineAndKey(t *testing.T) {
	tests := []struct{ text, line, want string }{
		{"theme = \"dark\"\nspeed = 99\n", ":2", `speed: "99": want 0.1 to 64`},
		{"\n\ncolour = \"red\"\n", ":3", "colour: no such setting; there are theme"},
		{"skip_after = \"3s\"\n", ":1", "skip_after: no such setting; there is skip-after"},
		{"theme = \n", ":1", ""},
		{"theme = \"dark\"\ntheme = \"light\"\n", ":2", ""},
		{"theme = [\"dark\"]\n", ":1", "theme: want one value"},
		{"theme = 1979-05-27\n", ":1", "theme: want a text"},
		{"[colors]\nbad = \"red\"\n", ":1", "colors: unknown table; there is [keys]"},
		{"[keys]\nplay = \"p\"\n", ":2", `keys.play: no action is called "play"`},
		{"[keys]\nfaster = \"ctrl+y\"\ntoggle-play = [\"ctrl+o\", \"q\"]\n", ":3", `keys.toggle-play: "q" is taken by quit`},
		{"keys = { zoom = [1, [2]] }\n", ":1", "keys.zoom: want texts"},
		{"server = \"ftp://x\"\n", ":1", "server: "},
		{"token = \"a b\"\n", ":1", "token: want printable ASCII"},
	}
	for _, tt := range tests {
		_, err := load(t, tt.text, nil)
		var bad *Error
		if !errors.As(err, &bad) || !strings.HasSuffix(bad.Place, "config.toml"+tt.line) || !strings.HasPrefix(bad.Err.Error(), tt.want) {
			t.Errorf("%q: %v, want …%s: %s", tt.text, err, tt.line, tt.want)
		}
	}
	if _, err := load(t, "", map[string]string{"PLAYHEAD_FPS": "0"}); err == nil || !strings.HasPrefix(err.Error(), `PLAYHEAD_FPS: "0": want 1 to 60`) {
		t.Errorf("variable: %v", err)
	}
	if _, err := load(t, "", map[string]string{"PLAYHEAD_KEYS": "zoom=q"}); err == nil || !strings.HasPrefix(err.Error(), `PLAYHEAD_KEYS: keys.zoom: "q" is taken`) {
		t.Errorf("keys: %v", err)
	}
}

func TestPlace(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		vars map[string]string
		want string
	}{
		{map[string]string{"XDG_CONFIG_HOME": dir, "HOME": "/h"}, filepath.Join(dir, "playhead", "config.toml")},
		{map[string]string{"HOME": "/nowhere/h"}, "/nowhere/h/.config/playhead/config.toml"},
		{map[string]string{"XDG_CONFIG_HOME": "relative", "HOME": "/nowhere/h"}, "/nowhere/h/.config/playhead/config.toml"},
		{nil, ""},
	} {
		c, err := Load(Sources{Getenv: env(tt.vars)})
		if err != nil || c.Path != tt.want || c.Found {
			t.Errorf("%v: %+v, %v", tt.vars, c, err)
		}
	}
	if _, err := Load(Sources{Getenv: env(nil), Path: filepath.Join(dir, "no.toml")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that was named and is not there: %v", err)
	}
}

func TestValues(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{SkipAfter, "10", "10s"}, {SkipAfter, "false", "off"}, {SkipAfter, "1ms", "!"}, {SkipAfter, "NaN", "!"},
		{Bandwidth, "64k", "64000"}, {Bandwidth, "1.5M", "1500000"}, {Bandwidth, "0", "off"}, {Bandwidth, "5", "!"}, {Bandwidth, "-4k", "!"},
		{Mouse, "true", "on"}, {ASCII, "0", "off"}, {Speed, "NaN", "!"}, {FPS, "2.5", "!"}, {YankFile, "a\nb", "!"},
		{Server, "http://localhost:8080", "http://localhost:8080"}, {Server, "localhost", "!"},
	} {
		s, _ := Lookup(tt.name)
		got, err := s.Check(tt.in)
		if err != nil {
			got = "!"
		}
		if got != tt.want {
			t.Errorf("%s %q: %q, want %q (%v)", tt.name, tt.in, got, tt.want, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("theme = \"dark\"\n[keys]\nzoom = [\"z\"]\n")
	f.Add("keys = { a.b = 1, c = [[]] }\n[[keys]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		items, err := parse([]byte(text))
		if err != nil {
			return
		}
		lines := strings.Count(text, "\n") + 1
		for _, it := range items {
			if it.line < 1 || it.line > lines || !it.array && len(it.texts) != 1 {
				t.Fatalf("%+v", it)
			}
		}
	})
}
