package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"playhead/engine/event"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A small rrweb recording in parts.
const (
	rrMeta     = `{"type":4,"timestamp":1000,"data":{"href":"http://a.test/","width":800,"height":600}}`
	rrSnapshot = `{"type":2,"timestamp":1001,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[]}]},"initialOffset":{"left":0,"top":0}}}`
)

func rrScroll(t int) string {
	return fmt.Sprintf(`{"type":3,"timestamp":%d,"data":{"source":3,"id":1,"x":0,"y":%d}}`, t, t)
}

func rrMutation(t int) string {
	return fmt.Sprintf(`{"type":3,"timestamp":%d,"data":{"source":0,"adds":[],"removes":[],"texts":[],"attributes":[{"id":2,"attributes":{"class":"c%d"}}]}}`, t, t)
}

// ddSegment makes a plain segment of a V1 view; index < 0 leaves it out.
func ddSegment(session, view, reason string, index, start, end int) string {
	var records []string
	if index <= 0 {
		records = append(records,
			fmt.Sprintf(`{"type":4,"timestamp":%d,"data":{"href":"http://a.test/%s","width":800,"height":600}}`, start, view),
			fmt.Sprintf(`{"type":2,"timestamp":%d,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[]}]},"initialOffset":{"left":0,"top":0}}}`, start))
	}
	records = append(records, rrMutation(end))
	at := ""
	if index >= 0 {
		at = fmt.Sprintf(`"index_in_view":%d,`, index)
	}
	return fmt.Sprintf(`{"records":[%s],"start":%d,"end":%d,"creation_reason":%q,"records_count":%d,"has_full_snapshot":%v,%s"source":"browser","application":{"id":"app"},"session":{"id":%q},"view":{"id":%q}}`,
		strings.Join(records, ","), start, end, reason, len(records), index <= 0, at, session, view)
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	empty := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, content string
		opts          Options
		is            error
		says          []string
	}{
		{"text", "just some words\n", Options{}, ErrNotRecording, []string{"looks like text"}},
		{"JSON object", `{"name":"x","version":1}`, Options{}, ErrNotRecording, []string{`"name", "version"`}},
		{"JSON array", `[{"id":1},{"id":2}]`, Options{}, ErrNotRecording, []string{`objects with "id"`}},
		{"picture", "\xff\xd8\xff\xe0\x00\x10JFIF", Options{}, ErrNotRecording, []string{"JPEG"}},
		{"nothing", "", Options{}, ErrEmpty, nil},
		{"white space", " \n ", Options{}, ErrNotRecording, nil},
		{"no snapshot", "[" + rrScroll(5) + "," + rrMutation(6) + "]", Options{}, ErrNoSnapshot, nil},
		{"an empty array", "[]", Options{}, ErrNotRecording, []string{"an empty JSON array"}},
		{"damaged gzip", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03garbagegarbage", Options{}, ErrNotRecording, []string{"gzip", "byte"}},
		{"RUM only", `{"type":"action","date":5,"session":{"id":"s"},"action":{"type":"click"}}`, Options{}, ErrNoSnapshot, []string{"1 RUM event"}},
		{"later segment only", ddSegment("s", "v", "", 2, 10, 20), Options{}, ErrNoSnapshot, []string{"session s"}},
		{"other session", ddSegment("s1", "v", "init", 0, 10, 20), Options{Session: "zz"}, ErrNoSession, []string{`"zz"`, "s1"}},
		{"mobile", `{"records":[{"type":10,"timestamp":1,"data":{"wireframes":[]}}],"start":1,"end":1,"records_count":1,"source":"android","application":{"id":"a"},"session":{"id":"s"},"view":{"id":"v"}}`, Options{}, ErrUnsupported, []string{"mobile"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, t.TempDir(), []byte(c.content))
			_, err := Open(context.Background(), []string{path}, c.opts)
			if !errors.Is(err, c.is) {
				t.Fatalf("error %v, want %v", err, c.is)
			}
			for _, s := range append(c.says, path) {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q does not say %q", err, s)
				}
			}
		})
	}
	if _, err := Open(context.Background(), []string{dir}, Options{}); !errors.Is(err, ErrNotRecording) {
		t.Errorf("directory: %v", err)
	}
	if _, err := Open(context.Background(), []string{empty}, Options{}); !errors.Is(err, ErrEmpty) {
		t.Errorf("empty directory: %v", err)
	}
	if _, err := Open(context.Background(), []string{filepath.Join(dir, "none")}, Options{}); !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "open ") {
		t.Errorf("no file: %v", err)
	}
	if _, err := Open(context.Background(), nil, Options{}); err == nil {
		t.Error("no source is accepted")
	}
	if _, err := Open(context.Background(), []string{"-"}, Options{}); err == nil {
		t.Error("no standard input is accepted")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, []string{dir}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// The first snapshot is shown while the rest has not even been written.
func TestProgressive(t *testing.T) {
	r, w := io.Pipe()
	opened := make(chan *Recording)
	go func() {
		rec, err := Open(context.Background(), []string{"-"}, Options{Stdin: r})
		if err != nil {
			t.Error(err)
		}
		opened <- rec
	}()
	say := func(s string) {
		t.Helper()
		if _, err := io.WriteString(w, s); err != nil {
			t.Fatal(err)
		}
	}
	say("[" + rrMeta + "," + rrSnapshot + ",\n" + strings.Repeat(" ", 600))
	rec := <-opened
	if rec == nil {
		t.FailNow()
	}
	tr := rec.Tracks()[0]
	if tr.Len() != 2 || rec.Progress().Done {
		t.Errorf("%d events, %+v", tr.Len(), rec.Progress())
	}
	// What is newer than the hold back waits; what is older comes out.
	for i := range 5 {
		say(rrMutation(2000+1000*i) + ",")
	}
	waitFor(t, rec, func() bool { return tr.Len() >= 5 })
	say(rrMutation(9000) + "]")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := rec.Wait(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := rec.Tracks()[0]; got != tr || tr.Len() != 8 {
		t.Errorf("same track %v, %d events", got == tr, tr.Len())
	}
	if p := rec.Progress(); !p.Done || p.End != 9000 || p.Events != 8 {
		t.Errorf("progress %+v", p)
	}
}

// waitFor waits until cond holds, looking after every change.
func waitFor(t *testing.T, r *Recording, cond func() bool) {
	t.Helper()
	for {
		changed := r.Changed()
		if cond() {
			return
		}
		select {
		case <-changed:
		case <-r.Done():
			if !cond() {
				t.Fatal("loading ended before")
			}
			return
		}
	}
}

// An event that is older than what was shown makes another revision of the
// track; the old one stays as it was.
func TestLateEvent(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		_, _ = io.WriteString(w, rrMeta+"\n"+rrSnapshot+"\n"+rrMutation(5000)+"\n"+rrMutation(9000)+"\n"+strings.Repeat(" ", 500))
	}()
	rec, err := Open(context.Background(), []string{"-"}, Options{Stdin: r})
	if err != nil {
		t.Fatal(err)
	}
	old := rec.Tracks()[0]
	waitFor(t, rec, func() bool { return old.Len() == 3 })
	_, _ = io.WriteString(w, rrMutation(2000)+"\n")
	_ = w.Close()
	if err := rec.Wait(context.Background()); err != nil {
		t.Fatal(err)
	}
	tr := rec.Tracks()[0]
	if tr == old || tr.ID() != old.ID() {
		t.Errorf("no new revision: %q, %q", tr.ID(), old.ID())
	}
	var times []event.Millis
	for i := range tr.Len() {
		times = append(times, tr.Meta(i).Time)
	}
	if fmt.Sprint(times) != "[1000 1001 2000 5000 9000]" {
		t.Errorf("times %v", times)
	}
	if old.Len() != 3 || old.Meta(2).Time != 5000 {
		t.Errorf("the old revision changed")
	}
}

// Closing ends loading; what is there can still be read.
func TestClose(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		_, _ = io.WriteString(w, rrMeta+"\n"+rrSnapshot+"\n"+strings.Repeat(" ", 600))
	}()
	rec, err := Open(context.Background(), []string{"-"}, Options{Stdin: r})
	if err != nil {
		t.Fatal(err)
	}
	if err := rec.Close(); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	if !errors.Is(rec.Err(), context.Canceled) {
		t.Errorf("error %v", rec.Err())
	}
	var b event.Batch
	rec.Tracks()[0].Decode(1, &b)
	if len(b.Ops) == 0 {
		t.Error("the snapshot is gone")
	}
}

// Views that overlap are tabs, views that follow one another are one.
func TestTabs(t *testing.T) {
	type seg struct {
		view, reason    string
		index, from, to int
	}
	cases := []struct {
		name string
		segs []seg
		want string // views per track
	}{
		{"routes", []seg{{"a", "init", 0, 1000, 9000}, {"b", "view_change", 0, 8800, 12000}, {"c", "view_change", 0, 12000, 12001}}, "a b c"},
		{"tabs", []seg{{"a", "init", 0, 1000, 90000}, {"b", "init", 0, 20000, 50000}, {"c", "init", 0, 60000, 80000}}, "a|b c"},
		{"tab goes on", []seg{{"a", "init", 0, 1000, 20000}, {"b", "init", 0, 10000, 50000}, {"c", "view_change", 0, 20001, 60000}}, "a c|b"},
		{"old recorders", []seg{{"a", "init", -1, 1000, 2000}, {"a", "x", -1, 2000, 3000}, {"b", "view_change", -1, 3001, 4000}}, "a b"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rng := rand.New(rand.NewSource(3))
			for range 5 {
				var docs []string
				for _, s := range c.segs {
					docs = append(docs, ddSegment("s", s.view, s.reason, s.index, s.from, s.to))
				}
				rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
				r := load(t, Options{}, write(t, t.TempDir(), []byte(strings.Join(docs, "\n"))))
				var tracks []string
				for _, tr := range r.Tracks() {
					var views []string
					for _, v := range tr.Views() {
						views = append(views, v.ID)
					}
					tracks = append(tracks, strings.Join(views, " "))
				}
				if got := strings.Join(tracks, "|"); got != c.want {
					t.Errorf("tracks %q, want %q", got, c.want)
				}
			}
		})
	}
}

// RUM's tab ids decide where times alone do not.
func TestTabIDs(t *testing.T) {
	docs := []string{
		ddSegment("s", "a", "init", 0, 1000, 9000), ddSegment("s", "b", "init", 0, 2000, 8000),
		ddSegment("s", "c", "init", 0, 10000, 12000),
	}
	for view, tab := range map[string]string{"a": "1", "b": "2", "c": "2"} {
		docs = append(docs, fmt.Sprintf(`{"type":"view","date":1000,"session":{"id":"s"},"tab":{"id":%q},"view":{"id":%q,"url":"http://x/%s"}}`, tab, view, view))
	}
	src := write(t, t.TempDir(), []byte(strings.Join(docs[:3], "\n")))
	rum := write(t, t.TempDir(), []byte(strings.Join(docs[3:], "\n")))
	r := load(t, Options{}, src, rum)
	if tr := r.Tracks(); len(tr) != 2 || len(tr[1].Views()) != 2 || tr[1].Views()[1].URL != "http://x/c" {
		t.Errorf("tracks %v", tr)
	}
}

func TestGaps(t *testing.T) {
	all := []string{
		ddSegment("s", "a", "init", 0, 1000, 2000), ddSegment("s", "a", "t", 1, 2000, 3000), ddSegment("s", "a", "t", 2, 3000, 4000),
		ddSegment("s", "a", "t", 3, 4000, 5000), ddSegment("s", "b", "init", 0, 5000, 6000),
	}
	src := write(t, t.TempDir(), []byte(strings.Join([]string{all[4], all[3], all[0]}, "\n")))
	r := load(t, Options{}, src)
	g := r.Info().Gaps
	if len(g) != 1 || g[0].What != "segments 1 to 2" || g[0].View != "a" || g[0].Start != 2000 || g[0].End != 5000 {
		t.Fatalf("gaps %+v", g)
	}
	tr := r.Tracks()[0]
	n := 0
	for i := range tr.OfKind(event.KindGap) {
		var b event.Batch
		tr.Decode(i, &b)
		if len(b.Ops) != 1 || b.Ops[0].Kind != event.OpGap {
			t.Errorf("gap decodes to %+v", b.Ops)
		}
		n++
	}
	if n != 1 || r.Problems().Count(event.ProblemMissing) != 1 {
		t.Errorf("%d gap events, problems %+v", n, r.Problems())
	}
}

// Without RUM events, the records tell where a view's last segment or a whole
// view is missing.
func TestGapsBetweenRoutes(t *testing.T) {
	end := func(seg string, at int) string {
		return strings.Replace(seg, `],"start"`, fmt.Sprintf(`,{"type":7,"timestamp":%d}],"start"`, at), 1)
	}
	a := end(ddSegment("s", "a", "init", 0, 1000, 2000), 2000)
	b := end(ddSegment("s", "b", "view_change", 0, 2000, 9000), 9000)
	c := ddSegment("s", "c", "view_change", 0, 9000, 9500)
	open := ddSegment("s", "b", "view_change", 0, 2000, 9000)
	loaded := ddSegment("s", "c", "init", 0, 9100, 9500)
	cases := []struct {
		name string
		docs []string
		want string
	}{
		{"whole", []string{a, b, c}, "[]"},
		{"no end", []string{a, open, c}, "[the end of the view]"},
		{"page load", []string{a, open, loaded}, "[]"},
		{"no middle view", []string{a, c}, "[one or more views after this one]"},
		{"no first view", []string{b, c}, "[the view before the first]"},
	}
	for _, cs := range cases {
		r := load(t, Options{}, write(t, t.TempDir(), []byte(strings.Join(cs.docs, "\n"))))
		what := []string{}
		for _, g := range r.Info().Gaps {
			what = append(what, g.What)
		}
		if fmt.Sprint(what) != cs.want {
			t.Errorf("%s: gaps %v, want %s", cs.name, what, cs.want)
		}
	}
}

// Documents of one rrweb session: chunks that follow one another are joined,
// others are sessions of their own.
func TestChunks(t *testing.T) {
	first := "[" + rrMeta + "," + rrSnapshot + "," + rrMutation(2000) + "]"
	more := "[" + rrMutation(3000) + "," + rrMutation(400000) + "]"
	other := "[" + strings.NewReplacer("1000", "900", "1001", "901", "a.test", "b.test").Replace(rrMeta+","+rrSnapshot) + "," + rrMutation(3500) + "]"
	tmp := t.TempDir()
	a, b, c := write(t, tmp, []byte(first)), write(t, tmp, []byte(more)), write(t, tmp, []byte(other))
	r := load(t, Options{}, a, b)
	if n := r.Tracks()[0].Len(); n != 5 || len(r.Info().Sessions) != 1 {
		t.Errorf("%d events, sessions %+v", n, r.Info().Sessions)
	}
	r = load(t, Options{}, a, c)
	i := r.Info()
	if len(i.Sessions) != 2 || i.Start != 900 || !i.Sessions[0].Chosen {
		t.Errorf("sessions %+v", i.Sessions)
	}
	var found bool
	for _, d := range i.Dropped {
		found = found || d.Reason == "other session" && d.Count == 1
	}
	if !found {
		t.Errorf("dropped %+v", i.Dropped)
	}
}

func TestWindows(t *testing.T) {
	with := func(id, e string) string { return strings.Replace(e, `{`, `{"windowId":"`+id+`",`, 1) }
	doc := `{"version":"2023-04-28","data":{"id":"p","snapshots":[` + strings.Join([]string{
		with("w1", rrMeta), with("w1", rrSnapshot), with("w2", rrMeta), with("w2", rrSnapshot), with("w1", rrMutation(3000)),
	}, ",") + `]}}`
	r := load(t, Options{}, write(t, t.TempDir(), []byte(doc)))
	tr := r.Tracks()
	if len(tr) != 2 || tr[0].Len() != 3 || tr[1].Len() != 2 || tr[0].ID() != "w1" {
		t.Errorf("tracks %v", tr)
	}
}

func TestHTMLPage(t *testing.T) {
	src := write(t, t.TempDir(), []byte("<!doctype html><title>Hi</title><p>text"))
	r := load(t, Options{ViewportW: 400}, src)
	var b event.Batch
	tr := r.Tracks()[0]
	tr.Decode(0, &b)
	if tr.Len() != 1 || tr.Meta(0).Kind != event.KindSnapshot || b.Ops[0].Kind != event.OpReset || b.Ops[1].W != 400 || b.Ops[1].H != 720 {
		t.Errorf("ops %+v", b.Ops[:2])
	}
	if i := r.Info(); i.Format != FormatHTML || i.ViewportW != 400 || tr.Views()[0].Name != "Hi" {
		t.Errorf("info %+v", i)
	}
	// A page beside a recording is not part of it.
	rec := write(t, t.TempDir(), []byte("["+rrMeta+","+rrSnapshot+"]"))
	if i := load(t, Options{}, src, rec).Info(); i.Format != FormatRRWeb {
		t.Errorf("info %+v", i)
	}
}

// A segment that lost its end is placed by the description beside it.
func TestCutSegmentWithDescription(t *testing.T) {
	seg := ddSegment("s", "a", "t", 1, 2000, 3000)
	cut := seg[:strings.Index(seg, `,"start"`)-1]
	meta := `{"start":3000,"end":3000,"creation_reason":"t","records_count":1,"has_full_snapshot":false,"index_in_view":1,"source":"browser","application":{"id":"app"},"session":{"id":"s"},"view":{"id":"a"}}`
	first := ddSegment("s", "a", "init", 0, 1000, 2000)
	tmp := t.TempDir()
	a, b, c := write(t, tmp, []byte(first)), write(t, tmp, []byte(cut)), write(t, tmp, []byte(meta))
	r := load(t, Options{}, a, b, c)
	if tr := r.Tracks(); len(tr) != 1 || len(tr[0].Views()) != 1 || r.Info().Segments != 2 {
		t.Errorf("tracks %v, info %+v", tr, r.Info())
	}
	r = load(t, Options{}, a, b)
	if i := r.Info(); i.Segments != 2 || i.Views != 2 || r.Problems().Count(event.ProblemMissing) == 0 {
		t.Errorf("info %+v", i)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("["+rrMeta+","+rrSnapshot+","+rrMutation(3000)+"]"), []byte(nil))
	f.Add([]byte(ddSegment("s", "v", "init", 0, 10, 20)), []byte(ddSegment("s", "v", "t", 3, 30, 40)))
	f.Add([]byte(ddSegment("s", "v", "init", -1, 10, 20)), []byte(`{"type":"view","date":1000,"session":{"id":"s"},"view":{"id":"v"},"_dd":{"replay_stats":{"segments_count":9}}}`))
	f.Add([]byte("<p>x"), []byte(`"x\u009c"`))
	f.Add([]byte(`[["w",`+rrSnapshot+`]]`), []byte(`{"data":{"snapshots":[]}}`))
	f.Fuzz(func(t *testing.T, a, c []byte) {
		dir := t.TempDir()
		r, err := Open(context.Background(), []string{write(t, dir, a), write(t, dir, c)}, Options{})
		if err != nil {
			return
		}
		_ = r.Wait(context.Background())
		var b event.Batch
		for _, tr := range r.Tracks() {
			last := event.Millis(-1 << 62)
			for i := range tr.Len() {
				m := tr.Meta(i)
				if m.Time < last || int(m.View) >= len(tr.Views()) {
					t.Fatalf("event %d: %+v after %d", i, m, last)
				}
				last = m.Time
				b.Reset()
				tr.Decode(i, &b)
				_, _ = tr.Raw(i), tr.Place(i)
			}
		}
		_ = r.Info().KBPerMinute()
	})
}

// perfFile opens a generated recording, see the perf folder beside the
// repository; PLAYHEAD_PERF names where it was generated.
func perfFile(b *testing.B, name string) string {
	b.Helper()
	p := filepath.Join(os.Getenv("PLAYHEAD_PERF"), name)
	if os.Getenv("PLAYHEAD_PERF") == "" {
		b.Skip("PLAYHEAD_PERF is not set")
	}
	if _, err := os.Stat(p); err != nil {
		b.Skip(err)
	}
	return p
}

func BenchmarkFirstSnapshot(b *testing.B) {
	for _, name := range []string{"S.rrweb.json", "M.rrweb.json", "M.dd-change.ndjson"} {
		b.Run(name, func(b *testing.B) {
			src := perfFile(b, name)
			for b.Loop() {
				r, err := Open(context.Background(), []string{src}, Options{})
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				_ = r.Close()
				b.StartTimer()
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, name := range []string{"S.rrweb.json", "M.rrweb.json", "M.dd-change.ndjson"} {
		b.Run(name, func(b *testing.B) {
			src := perfFile(b, name)
			st, err := os.Stat(src)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(st.Size())
			for b.Loop() {
				r, err := Open(context.Background(), []string{src}, Options{})
				if err == nil {
					err = r.Wait(context.Background())
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, name := range []string{"M.rrweb.json", "M.dd-change.ndjson"} {
		b.Run(name, func(b *testing.B) {
			src := perfFile(b, name)
			r, err := Open(context.Background(), []string{src}, Options{})
			if err == nil {
				err = r.Wait(context.Background())
			}
			if err != nil {
				b.Fatal(err)
			}
			tr := r.Tracks()[0]
			var batch event.Batch
			b.SetBytes(r.Info().BytesRaw)
			for b.Loop() {
				for i := range tr.Len() {
					batch.Reset()
					tr.Decode(i, &batch)
				}
			}
		})
	}
}

// Sniffing tells recordings from what other programs write.
func TestSniff(t *testing.T) {
	cases := []struct {
		in   string
		want class
	}{
		{rrMeta, classRRWeb},
		{"[" + rrMeta, classRRWeb},
		{"[[" + rrMeta, classRRWeb},
		{`{"events":[` + rrMeta, classRRWeb},
		{`{"version":"1","data":{"id":"x","snapshots":[` + rrMeta, classRRWeb},
		{`["w1",` + rrMeta, classRRWeb},
		{`{"window_id":"w","data":[` + rrMeta, classRRWeb},
		{`["x\u009c..."`, classRRWeb},
		{"[\"x\xc2\x9c...", classRRWeb},
		{`{"type":2,"data":"\u001f\u008b`, classRRWeb},
		{`{"records":[`, classSegments},
		{`{"application":{"id":"a"},"records":[`, classSegments},
		{`[{"records":[`, classSegments},
		{`{"type":"view","date":5,"session":{}`, classRUM},
		{`{"_dd":{},"date":5,"type":"view"}`, classRUM},
		{`{"records_count":3,"session":{"id":"s"},"view":{"id":"v"}}`, classMetadata},
		{`{"events":[{"name":"x"}]}`, classUnknown},
		{`{"log":{"entries":[]}}`, classUnknown},
		{`[{"t":1,"kind":"goto"}]`, classUnknown},
		{`["a","b"]`, classUnknown},
		{`{"n":0,"t":5,"dom":["body"]}`, classUnknown},
		{"<!DOCTYPE html><p>", classHTML},
		{"<!-- x --><p>", classHTML},
		{"  <div>", classHTML},
		{"<svg xmlns='x'>", classUnknown},
		{"<?xml version='1.0'?><a/>", classUnknown},
		{"hello", classUnknown},
		{"", classUnknown},
		{"\xef\xbb\xbf" + rrMeta, classRRWeb},
	}
	for _, c := range cases {
		if got := sniff([]byte(c.in), true); got != c.want {
			t.Errorf("%s: %d, want %d", c.in, got, c.want)
		}
	}
	for _, in := range []string{"", " ", "[", `{"data":{"x":"`, `{"type":2,`, `{"start":1`} {
		if got := sniff([]byte(in), false); got != classUndecided {
			t.Errorf("%s: %d, want undecided", in, got)
		}
	}
	if got := sniff(bytes.Repeat([]byte(" "), sniffMost), false); got != classUnknown {
		t.Errorf("white space without end: %d", got)
	}
}
