package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"

	"playhead/loader/intake"
	"playhead/loader/store"
)

// intakeFlags are the flags of the intake; those named in texts are settings
// that the environment and the file have too.
type intakeFlags struct {
	file    string
	texts   map[string]*string
	sdk     string
	quiet   bool
	example bool
}

// intakeSetting is a setting of the intake.
type intakeSetting struct{ name, def, about string }

// intakeSettingList are the settings of the intake in order of help.
func intakeSettingList() []intakeSetting {
	return []intakeSetting{
		{"listen", intake.DefaultListen, "`ADDRESS` to listen on, host:port"},
		{"store", "", "`DIRECTORY` or s3:// URL for the recordings (default the user's data directory)"},
		{"index", "", "SQLite `FILE` or postgres:// URL for the session index (default beside the recordings)"},
		{"keep", "30d", "how long sessions are kept, as `DURATION` such as 30d or 12h, or forever"},
		{"keep-size", "all", "how many `BYTES` are kept in all, such as 50GB, or all"},
		{"max-body", "10MB", "`BYTES` that a request may have"},
		{"rate", "", "`REQUESTS` a second that an application may send (default 1000 where there are tokens)"},
		{"tls-cert", "", "`FILE` with the certificate"},
		{"tls-key", "", "`FILE` with its key"},
		{"log-format", "text", "text or json"},
		{"log-level", "info", "debug, info, warn or error"},
	}
}

func (f *intakeFlags) add(cmd *cobra.Command) {
	f.texts = map[string]*string{}
	for _, s := range intakeSettingList() {
		f.texts[s.name] = cmd.Flags().String(s.name, s.def, s.about)
	}
	cmd.Flags().StringVar(&f.file, "file", "", "TOML `FILE` with settings, applications and readers (default playhead/intake.toml in the user's configuration)")
}

// intakeFile is the file's form.
type intakeFile struct {
	Settings     map[string]any
	Applications []struct {
		ID      string   `toml:"id"`
		Tokens  []string `toml:"tokens"`
		Origins []string `toml:"origins"`
		Rate    float64  `toml:"rate"`
	} `toml:"application"`
	Readers []struct {
		Name         string   `toml:"name"`
		Hash         string   `toml:"hash"`
		Applications []string `toml:"applications"`
	} `toml:"reader"`
}

// intakeExample is what --example prints.
const intakeExample = `# Settings of playhead intake. Each is also a flag (--NAME) and a variable (PLAYHEAD_INTAKE_NAME).
listen = "127.0.0.1:8126"
# store = "/var/lib/playhead"
# index = "postgres://intake@db/replays"
keep = "30d"
# keep-size = "50GB"
# tls-cert = "/etc/playhead/cert.pem"
# tls-key = "/etc/playhead/key.pem"

# Who may send: the application id and client token that the SDK is given, and the origins of the
# pages. Client tokens are part of web pages, so they are no secrets.
#[[application]]
#id = "5409a0d1-0000-4000-8000-000000000001"
#tokens = ["pub00000000000000000000000000000001"]
#origins = ["https://shop.example"]
#rate = 100            # requests a second

# Who may read. Make a token with: playhead intake token
#[[reader]]
#name = "support"
#hash = "…"
#applications = ["5409a0d1-0000-4000-8000-000000000001"]   # none: all of them
`

// intakeSettings is what the intake is started with.
type intakeSettings struct {
	server intake.Config
	store  store.Options
}

// intakeSettings reads flags, variables and the file, in this order of weight.
func (a *App) intakeSettings(cmd *cobra.Command, f *intakeFlags) (*intakeSettings, error) {
	file, err := a.readIntakeFile(f.file)
	if err != nil {
		return nil, usageError{err}
	}
	v := func(name string) string {
		if cmd.Flags().Changed(name) {
			return *f.texts[name]
		}
		if v := a.Getenv("PLAYHEAD_INTAKE_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))); v != "" {
			return v
		}
		if v, ok := file.Settings[name]; ok {
			return fmt.Sprint(v)
		}
		return *f.texts[name]
	}
	s := &intakeSettings{}
	log, err := a.logger(v("log-format"), v("log-level"))
	if err != nil {
		return nil, usageError{err}
	}
	s.server = intake.Config{Listen: v("listen"), CertFile: v("tls-cert"), KeyFile: v("tls-key"), Log: log}
	s.store = store.Options{Store: v("store"), Index: v("index"), Log: log, Getenv: a.Getenv}
	if s.store.Store == "" {
		if s.store.Store = a.dataDir(); s.store.Store == "" {
			return nil, usagef("--store: neither XDG_DATA_HOME nor HOME is set; say where recordings are kept")
		}
	}
	var errs [4]error
	s.store.Retention.Age, errs[0] = parseAge("keep", v("keep"))
	s.store.Retention.Size, errs[1] = parseBytes("keep-size", v("keep-size"))
	s.server.Limits.Body, errs[2] = parseBytes("max-body", v("max-body"))
	if r := v("rate"); r != "" {
		s.server.Limits.Rate, errs[3] = strconv.ParseFloat(r, 64)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, usageError{err}
	}
	for _, p := range file.Applications {
		s.server.Applications = append(s.server.Applications, intake.Application{ID: p.ID, Tokens: p.Tokens, Origins: p.Origins, Rate: p.Rate})
	}
	for _, r := range file.Readers {
		s.server.Readers = append(s.server.Readers, intake.Reader{Name: r.Name, Hash: r.Hash, Applications: r.Applications})
	}
	return s, nil
}

// readIntakeFile reads the named file, or the usual one where it is.
func (a *App) readIntakeFile(path string) (*intakeFile, error) {
	usual := path == ""
	if usual {
		path = a.Getenv("PLAYHEAD_INTAKE_FILE")
		usual = path == ""
	}
	if usual {
		base := a.Getenv("XDG_CONFIG_HOME")
		if !filepath.IsAbs(base) {
			base = filepath.Join(cmp.Or(a.Getenv("HOME"), "/nowhere"), ".config")
		}
		path = filepath.Join(base, "playhead", "intake.toml")
	}
	f := &intakeFile{}
	b, err := os.ReadFile(path)
	if err != nil {
		if usual && errors.Is(err, fs.ErrNotExist) {
			return f, nil
		}
		return nil, fmt.Errorf("--file: %w", err)
	}
	if err := toml.NewDecoder(bytes.NewReader(b)).Decode(f); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := toml.Unmarshal(b, &f.Settings); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	known := map[string]bool{"application": true, "reader": true}
	for _, s := range intakeSettingList() {
		known[s.name] = true
	}
	for name := range f.Settings {
		if !known[name] {
			return nil, fmt.Errorf("%s: there is no setting %q; playhead intake --example prints them", path, name)
		}
	}
	return f, nil
}

// parseAge reads a duration that may count days.
func parseAge(name, s string) (time.Duration, error) {
	switch s {
	case "forever", "0":
		return 0, nil
	case "":
		return defaultAge, nil
	}
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.ParseFloat(days, 64); err == nil && n > 0 && n < 100_000 {
			return time.Duration(n * float64(24*time.Hour)), nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("--%s %q: want a duration such as 30d or 12h, or forever", name, s)
	}
	return d, nil
}

// parseBytes reads a size in decimal units.
func parseBytes(name, s string) (int64, error) {
	if s == "all" || s == "" {
		return 0, nil
	}
	text := strings.TrimSuffix(strings.ToUpper(strings.TrimSpace(s)), "B")
	unit := 1.0
	for suffix, u := range map[string]float64{"K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12} {
		if t, ok := strings.CutSuffix(text, suffix); ok {
			text, unit = t, u
			break
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(n > 0) || n*unit > 1e18 {
		return 0, fmt.Errorf("--%s %q: want a size such as 500MB or 50GB", name, s)
	}
	return int64(n * unit), nil
}
