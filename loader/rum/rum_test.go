package rum

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"playhead/engine/event"
)

func TestParse(t *testing.T) {
	cases := []struct {
		name, in string
		kind     event.EntryKind
		severity event.Severity
		duration event.Millis
		title    string
		fields   map[string]string
	}{
		{"action", `{"type":"action","date":1000,"session":{"id":"s"},"view":{"id":"v","url":"u"},"action":{"type":"click","target":{"name":"Pay"},"loading_time":12000000,"frustration":{"type":["rage_click"]}},"_dd":{"action":{"position":{"x":3,"y":4},"target":{"selector":"#pay"}}}}`,
			event.EntryAction, event.Warning, 12, "click on Pay", map[string]string{"selector": "#pay", "position": "3,4", "frustration": "rage_click", "loading": "12 ms"}},
		{"error", `{"type":"error","date":1000,"error":{"message":"boom","type":"TypeError","source":"source","stack":"at x","handling":"unhandled"}}`,
			event.EntryError, event.Bad, 0, "TypeError: boom", map[string]string{"stack": "at x", "source": "source", "handling": "unhandled"}},
		{"request", `{"type":"resource","date":1000,"resource":{"type":"fetch","method":"POST","url":"/pay","status_code":503,"duration":250000000,"size":77}}`,
			event.EntryRequest, event.Bad, 250, "POST /pay 503", map[string]string{"status": "503", "size": "77 B", "duration": "250 ms"}},
		{"missing page", `{"type":"resource","date":1000,"resource":{"type":"xhr","method":"GET","url":"/a","status_code":404}}`,
			event.EntryRequest, event.Warning, 0, "GET /a 404", nil},
		{"static file without a status", `{"type":"resource","date":1000,"resource":{"type":"css","url":"/a.css"}}`,
			event.EntryRequest, event.Info, 0, "/a.css", nil},
		{"long task", `{"type":"long_task","date":1000,"long_task":{"duration":150000000,"blocking_duration":100000000,"scripts":[{"duration":1000000,"invoker":"f"}]}}`,
			event.EntryLongTask, event.Warning, 150, "blocked for 150 ms", map[string]string{"blocking": "100 ms", "script": "f 1 ms"}},
		{"vital", `{"type":"vital","date":1000,"vital":{"name":"checkout","type":"duration","duration":2000000000}}`,
			event.EntryVital, event.Info, 2000, "checkout", map[string]string{"duration": "2000 ms"}},
		{"other types", `{"type":"action","date":1000,"action":{"type":7,"target":{"name":null},"id":["a","b"]},"usr":{"id":12}}`,
			event.EntryAction, event.Info, 0, "7", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e, err := Parse([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			g := e.Entry
			if g.Kind != c.kind || g.Severity != c.severity || g.Duration != c.duration || g.Title != c.title || g.Time != 1000 || g.Node != event.NoNode {
				t.Errorf("entry %+v", g)
			}
			for k, v := range c.fields {
				if g.Get(k) != v {
					t.Errorf("%s: %q, want %q", k, g.Get(k), v)
				}
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, in := range []string{`{}`, `{"type":"action"}`, `{"date":1,"x":2}`} {
		if _, err := Parse([]byte(in)); !errors.Is(err, ErrNotRUM) {
			t.Errorf("%s: %v", in, err)
		}
	}
	for _, in := range []string{``, `[]`, `{"type":`, `null x`} {
		if _, err := Parse([]byte(in)); err == nil {
			t.Errorf("%q is accepted", in)
		}
	}
}

// The last full version of a view wins, in whatever order versions come; later
// updates are laid over it.
func TestViews(t *testing.T) {
	events := []string{
		`{"type":"view","date":100,"session":{"id":"s"},"view":{"id":"v","url":"/a","action":{"count":1}},"_dd":{"document_version":1}}`,
		`{"type":"view","date":100,"session":{"id":"s"},"tab":{"id":"t"},"view":{"id":"v","url":"/a","name":"A","action":{"count":5},"loading_time":3000000,"time_spent":7000000000},"_dd":{"document_version":4,"replay_stats":{"segments_count":3,"records_count":20}}}`,
		`{"type":"view_update","date":100,"view":{"id":"v","action":{"count":9}},"_dd":{"document_version":6}}`,
		`{"type":"view_update","date":100,"view":{"id":"v","action":{"count":2}},"_dd":{"document_version":3}}`,
		`{"type":"view","date":50,"view":{"id":"w","url":"/w"},"_dd":{"document_version":1}}`,
	}
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 3, 1, 4}} {
		var v Views
		for _, i := range order {
			e, err := Parse([]byte(events[i]))
			if err != nil {
				t.Fatal(err)
			}
			v.Add(e)
		}
		all := v.All()
		if len(all) != 2 || all[0].ID != "w" {
			t.Fatalf("views %+v", all)
		}
		g := all[1]
		if g.Name != "A" || g.URL != "/a" || g.Tab != "t" || g.Segments != 3 || g.Records != 20 || g.Start != 100 || g.End != 7100 {
			t.Errorf("order %v: %+v", order, g)
		}
		e := event.Entry{Fields: g.Fields}
		if e.Get("actions") != "9" || e.Get("loading time") != "3 ms" {
			t.Errorf("order %v: %+v", order, g.Fields)
		}
	}
}

// Only what hid the page counts, and states that follow each other are one
// stretch.
func TestHidden(t *testing.T) {
	e, err := Parse([]byte(`{"type":"view","date":1000,"view":{"id":"v","time_spent":9000000000},"device":{"time_zone":"Europe/Berlin"},"_dd":{"document_version":1,"page_states":[
		{"state":"active","start":0},{"state":"passive","start":1000000000},{"state":"hidden","start":2000000000},{"state":"frozen","start":3000000000},
		{"state":"active","start":4000000000},{"state":"hidden","start":8000000000}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	var v Views
	v.Add(e)
	if got, want := v.All()[0].Hidden, []Span{{3000, 5000}, {9000, 10_000}}; !slices.Equal(got, want) {
		t.Errorf("hidden %v, want %v", got, want)
	}
	if e.Env.TimeZone != "Europe/Berlin" {
		t.Errorf("time zone %q", e.Env.TimeZone)
	}
}

func TestEnv(t *testing.T) {
	e, err := Parse([]byte(`{"type":"view","date":1,"view":{"id":"v"},"usr":{"id":"u","name":"N","email":"e@x"},"browser":{"name":"Firefox","version":"140"},"os":{"name":"macOS"},"device":{"brand":"B","model":"M"},"service":"shop","version":"1","privacy":{"replay_level":"mask"},"ddtags":"sdk_version:7.1.0,env:prod"}`))
	if err != nil {
		t.Fatal(err)
	}
	want := Env{UserID: "u", UserName: "N", UserEmail: "e@x", Browser: "Firefox 140", OS: "macOS", Device: "B M", Service: "shop", Version: "1", Env: "prod", SDKVersion: "7.1.0", Privacy: "mask"}
	if e.Env != want {
		t.Errorf("env %+v", e.Env)
	}
	env := Env{UserID: "first"}
	env.Merge(e.Env)
	if env.UserID != "first" || env.OS != "macOS" {
		t.Errorf("merged %+v", env)
	}
}

// Everything real SDKs sent is understood.
func TestCorpus(t *testing.T) {
	paths, _ := filepath.Glob("../../../shared/corpus/open/*/rum.ndjson")
	if len(paths) == 0 {
		t.Skip("the corpus of real recordings (../shared/corpus/open) is not there")
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		s := bufio.NewScanner(bytes.NewReader(b))
		s.Buffer(nil, 4<<20)
		for s.Scan() {
			if len(strings.TrimSpace(s.Text())) == 0 {
				continue
			}
			e, err := Parse(s.Bytes())
			switch {
			case err != nil:
				t.Errorf("%s: %v", p, err)
			case e.Session == "" || e.View == "" || e.Time == 0:
				t.Errorf("%s: %+v", p, e)
			case e.Entry == nil && e.Type != "view":
				t.Errorf("%s: a %s without an entry", p, e.Type)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"type":"action","date":1000,"action":{"type":"click","frustration":{"type":["rage_click"]}}}`))
	f.Add([]byte(`{"type":"view","date":1e300,"view":{"id":"v"},"_dd":{"document_version":-1e99,"replay_stats":{"segments_count":1e40}}}`))
	f.Add([]byte(`{"type":"resource","date":1,"resource":{"status_code":"x","duration":-5}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := Parse(b)
		if err != nil {
			return
		}
		var v Views
		v.Add(e)
		v.Add(e)
		if e.View != "" && strings.HasPrefix(e.Type, "view") && len(v.All()) != 1 {
			t.Fatalf("%d views", len(v.All()))
		}
	})
}

func BenchmarkParse(b *testing.B) {
	in := []byte(`{"type":"resource","date":1795458907336,"session":{"id":"15994751"},"view":{"id":"a4957c72","url":"http://x/"},"resource":{"type":"fetch","method":"GET","url":"/a","status_code":200,"duration":15900000,"size":640},"ddtags":"sdk_version:7.9.0,env:test"}`)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if _, err := Parse(in); err != nil {
			b.Fatal(err)
		}
	}
}
