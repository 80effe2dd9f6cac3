package catalog

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"playhead/engine/event"
	"playhead/engine/summary"
	"playhead/loader"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// write makes files below a new directory, all of them an hour old.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		put(t, filepath.Join(dir, name), content)
	}
	return dir
}

func put(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
}

const rrPage = `{"type":4,"data":{"href":"https://shop.test/a","width":800,"height":600},"timestamp":%d},` +
	`{"type":2,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[]}]},"initialOffset":{"top":0,"left":0}},"timestamp":%d}`

// rr is an rrweb document from start to end, with a page at its start or not.
func rr(start, end int, page bool) string {
	scroll := fmt.Sprintf(`{"type":3,"data":{"source":3,"id":1,"x":0,"y":%d},"timestamp":%d}`, end, end)
	if !page {
		return fmt.Sprintf(`[{"type":3,"data":{"source":3,"id":1,"x":0,"y":1},"timestamp":%d},%s]`, start, scroll)
	}
	return "[" + fmt.Sprintf(rrPage, start, start) + "," + scroll + "]"
}

// dd is a Datadog segment of a session.
func dd(session string, index, start int) string {
	records := fmt.Sprintf(`{"type":3,"timestamp":%d,"data":{"source":3,"id":1,"x":0,"y":9}}`, start+1000)
	if index == 0 {
		records = fmt.Sprintf(`{"type":4,"timestamp":%d,"data":{"href":"https://shop.test/","width":800,"height":600}},`+
			`{"type":2,"timestamp":%d,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[]}]},"initialOffset":{"top":0,"left":0}}},`, start, start) + records
	}
	return fmt.Sprintf(`{"records":[%s],"start":%d,"end":%d,"creation_reason":"init","records_count":%d,"has_full_snapshot":%v,"index_in_view":%d,"source":"browser","application":{"id":"app"},"session":{"id":%q},"view":{"id":"v-%s"}}`,
		records, start, start+1000, strings.Count(records, `"type":3`)+strings.Count(records, `"type":4`)*2, index == 0, index, session, session)
}

func rum(session string) string {
	return fmt.Sprintf(`{"type":"view","date":1000,"session":{"id":%q},"application":{"id":"app"},"view":{"id":"v-%s","url":"https://shop.test/"},"usr":{"name":"Ada"},"_dd":{"document_version":1}}`+"\n", session, session)
}

// rowsOf lists what a catalog finds, with names relative to dir: name (shared)
// start+duration user.
func rowsOf(t *testing.T, c *Catalog, dir string) string {
	t.Helper()
	l, err := c.List(t.Context(), []string{dir})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for s, err := range l.Sessions(t.Context()) {
		if err != nil {
			out = append(out, "error: "+strings.ReplaceAll(err.Error(), dir, ""))
			continue
		}
		row := fmt.Sprintf("%s %d+%d", strings.TrimPrefix(strings.TrimPrefix(s.Source, dir), "/"), s.Start, s.Duration)
		if s.Shared {
			row += " shared"
		}
		if s.UserName != "" {
			row += " " + s.UserName
		}
		out = append(out, row)
	}
	return strings.Join(out, "\n")
}

func TestSessions(t *testing.T) {
	var archive bytes.Buffer
	w := tar.NewWriter(&archive)
	for _, content := range []string{dd("t1", 0, 1000), dd("t2", 0, 2000), dd("t1", 1, 2000), dd("t3", 0, 500)} {
		if err := w.WriteHeader(&tar.Header{Name: fmt.Sprint(len(content)), Mode: 0o600, Size: int64(len(content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"files of their own", map[string]string{"a": rr(1000, 2000, true), "b": dd("s", 0, 5000)}, "a 1000+1000\nb 5000+1000"},
		{"a session in several directories", map[string]string{
			"x/segments/0": dd("s", 0, 1000), "x/segments/1": dd("s", 1, 2000), "x/rum.ndjson": rum("s"), "y/0": dd("r", 0, 9000),
		}, "x 1000+2000 Ada\ny/0 9000+1000"},
		{"sessions mixed in one directory", map[string]string{
			"0": dd("s", 0, 1000), "1": dd("r", 0, 1500), "2": dd("s", 1, 2000), "3": dd("r", 1, 2500), "4": rum("r"),
		}, " 1000+2000 shared\n 1500+2000 shared Ada"},
		{"an archive of sessions", map[string]string{"all.tar": archive.String()}, "all.tar 500+1000 shared\nall.tar 1000+2000 shared\nall.tar 2000+1000 shared"},
		{"documents in parts", map[string]string{
			"d/0": rr(1000, 2000, true), "d/1": rr(2500, 3000, false), "d/2": rr(3500, 4000, true), "e": rr(4100, 5000, true),
		}, "d 1000+3000\ne 4100+900"},
		{"following by chance", map[string]string{
			"0": rr(1000, 9000, true), "1": rr(2000, 3000, true), "2": rr(3500, 4000, true), "3": rr(90_000, 91_000, true),
		}, "0 1000+8000\n1 2000+1000\n2 3500+500\n3 90000+1000"},
		{"a part without a page goes on where another ended", map[string]string{
			"0": rr(1000, 20_000, true), "1": rr(40_000, 41_000, true), "2": rr(20_100, 21_000, false),
		}, " 1000+20000 shared\n1 40000+1000"},
		{"other files are passed over", map[string]string{"a": rr(1000, 2000, true), "index.json": `{"pages":3}`, "page.html": "<!doctype html><p>hello", "n": ""}, "a 1000+1000"},
		{"no page to start from", map[string]string{"a": dd("s", 3, 1000), "b": rr(1, 2, true)}, "error: /a: open /a: no full snapshot: 1 part of session s, none with a page to start from\nb 1+1"},
		{"RUM events alone are no recording", map[string]string{"a": rum("s")}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, test.files)
			c := New(Options{CacheDir: t.TempDir(), Workers: 2})
			for _, when := range []string{"new", "from the cache"} {
				if got := rowsOf(t, c, dir); got != test.want {
					t.Errorf("%s:\n%s\nwant\n%s", when, got, test.want)
				}
			}
		})
	}
}

func TestListErrors(t *testing.T) {
	c := New(Options{})
	if _, err := c.List(t.Context(), []string{filepath.Join(t.TempDir(), "nothing")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a source that is not there: %v", err)
	}
	dir := write(t, map[string]string{"notes.txt": "hello", "a": rr(1, 2, true)})
	l, err := c.List(t.Context(), []string{filepath.Join(dir, "notes.txt"), filepath.Join(dir, "a")})
	if err != nil || len(l.Skipped) != 1 || !strings.Contains(l.Skipped[0].Error(), "not a recording") || len(l.Units) != 1 {
		t.Errorf("%+v, %v", l.Skipped, err)
	}
	if l, err := c.List(t.Context(), []string{dir}); err != nil || len(l.Skipped) != 0 || l.Others != 1 {
		t.Errorf("%+v, %v", l, err)
	}
}

// Links that a person made lead to recordings like the recordings themselves.
func TestLinks(t *testing.T) {
	dir := write(t, map[string]string{"real/a": rr(1, 2, true)})
	named := filepath.Join(t.TempDir(), "named")
	if err := os.Symlink(filepath.Join(dir, "real"), named); err != nil {
		t.Skip(err)
	}
	within := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "real", "a"), filepath.Join(within, "a")); err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{named, within} {
		if l, err := New(Options{}).List(t.Context(), []string{source}); err != nil || len(l.Units) != 1 {
			t.Errorf("%s: %d recordings, %v", source, len(l.Units), err)
		}
	}
}

// The cache spares reading what has not changed, and nothing else.
func TestCache(t *testing.T) {
	dir := write(t, map[string]string{"a": rr(1000, 2000, true), "b": dd("s", 0, 5000)})
	cacheDir := t.TempDir()
	var read atomic.Int32
	open := func(stamp string) *Catalog {
		read.Store(0)
		return New(Options{CacheDir: cacheDir, Stamp: stamp, Summarize: func(context.Context, *loader.Recording, *summary.Session) error {
			read.Add(1)
			return nil
		}})
	}
	expect := func(what, stamp, want string, reads int32) {
		t.Helper()
		c := open(stamp)
		if got := rowsOf(t, c, dir); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", what, got, want)
		}
		if got := read.Load(); got != reads {
			t.Errorf("%s: %d sessions read, want %d", what, got, reads)
		}
	}
	both := "a 1000+1000\nb 5000+1000"
	expect("new", "1", both, 2)
	expect("unchanged", "1", both, 0)
	put(t, filepath.Join(dir, "a"), rr(1000, 2500, true)+" ")
	expect("one changed", "1", "a 1000+1500\nb 5000+1000", 1)
	put(t, filepath.Join(dir, "c"), dd("s", 1, 6000))
	expect("one has more", "1", "a 1000+1500\n 5000+2000 shared", 1)
	if err := os.Remove(filepath.Join(dir, "c")); err != nil {
		t.Fatal(err)
	}
	expect("less again", "1", "a 1000+1500\nb 5000+1000", 1)
	expect("another program", "2", "a 1000+1500\nb 5000+1000", 2)
	caches, _ := filepath.Glob(filepath.Join(cacheDir, "*"))
	if len(caches) != 1 {
		t.Fatalf("caches %q", caches)
	}
	body, err := os.ReadFile(caches[0])
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2] ^= 0x55
	if err := os.WriteFile(caches[0], body, 0o600); err != nil {
		t.Fatal(err)
	}
	expect("damaged", "2", "a 1000+1500\nb 5000+1000", 2)
	expect("whole again", "2", "a 1000+1500\nb 5000+1000", 0)
	// What has just been written may be written again within the clock's grain.
	now := time.Now()
	if err := os.Chtimes(filepath.Join(dir, "b"), now, now); err != nil {
		t.Fatal(err)
	}
	expect("fresh", "2", "a 1000+1500\nb 5000+1000", 1)
	expect("still fresh", "2", "a 1000+1500\nb 5000+1000", 1)
}

func TestPrune(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{"old", "mid", "new"} {
		path := filepath.Join(dir, name+cacheSuffix)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.Truncate(maxCaches/2-1), f.Close()); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(1000+i), 0)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := prune(dir, filepath.Join(dir, "old"+cacheSuffix)); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(left) != 2 || filepath.Base(left[1]) != "old"+cacheSuffix {
		t.Errorf("left: %q", left)
	}
}

func TestInOrder(t *testing.T) {
	items := make([]int, 500)
	for i := range items {
		items[i] = i
	}
	var running, most atomic.Int32
	square := func(_ context.Context, i int) int {
		if n := running.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer running.Add(-1)
		return i * i
	}
	next := 0
	for v := range inOrder(t.Context(), items, 3, square) {
		if v != next*next {
			t.Fatalf("result %d is %d", next, v)
		}
		next++
	}
	if next != len(items) || most.Load() > 3 {
		t.Errorf("%d results, %d at once", next, most.Load())
	}
	// Stopping early begins little more, and leaves nothing behind (goleak).
	var begun atomic.Int32
	for v := range inOrder(t.Context(), items, 3, func(context.Context, int) int { return int(begun.Add(1)) }) {
		_ = v
		break
	}
	if n := begun.Load(); n > 3*(ahead+2) {
		t.Errorf("%d begun for one result", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := 0
	for range inOrder(ctx, items, 2, square) {
		if seen++; seen == 10 {
			cancel()
		}
	}
	if seen == len(items) {
		t.Error("it went on after the context had ended")
	}
	for range inOrder(t.Context(), nil, 2, square) {
		t.Error("a result of nothing")
	}
}

func TestEach(t *testing.T) {
	dir := write(t, map[string]string{
		"0": dd("s", 0, 1000), "1": dd("r", 0, 1500), "2": dd("s", 1, 2000) + dd("r", 1, 2500), "z": rr(1, 2, true), "y": rr(30_000, 30_001, true),
	})
	c := New(Options{Workers: 2})
	l, err := c.List(t.Context(), []string{dir})
	if err != nil {
		t.Fatal(err)
	}
	var list []Session
	for s, err := range l.Sessions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	slices.Reverse(list)
	if err := os.Remove(filepath.Join(dir, "y")); err != nil {
		t.Fatal(err)
	}
	var got []string
	for r := range Each(t.Context(), c, list, func(_ context.Context, rec *loader.Recording, s *Session) (event.Millis, error) {
		if rec.Info().SessionID != s.ID {
			t.Errorf("the recording of %s for %s", rec.Info().SessionID, s.ID)
		}
		if s.ID == "r" {
			return 0, errors.New("refused")
		}
		return rec.Info().Start, nil
	}) {
		got = append(got, fmt.Sprintf("%s %d %v", r.Session.ID, r.Value, r.Err != nil))
	}
	want := []string{"z 1 false", "y 0 true", "r 0 true", "s 1000 false"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var last error
	for r := range Each(ctx, c, list, func(context.Context, *loader.Recording, *Session) (int, error) { return 0, nil }) {
		last = r.Err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("the last result has %v", last)
	}
}

func TestStdin(t *testing.T) {
	c := New(Options{Stdin: strings.NewReader(dd("s", 0, 1000) + dd("r", 0, 3000))})
	l, err := c.List(t.Context(), []string{"-"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for s, err := range l.Sessions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for r := range Each(t.Context(), c, []Session{s}, func(_ context.Context, rec *loader.Recording, _ *Session) (string, error) {
			return rec.Info().SessionID, nil
		}) {
			if n++; r.Err != nil || r.Value != s.ID {
				t.Errorf("%s: %q, %v", s.ID, r.Value, r.Err)
			}
		}
	}
	if n != 2 {
		t.Errorf("%d sessions", n)
	}
}

// What the cache writes it reads back.
func TestCodec(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 12, -1)
		k := &cache{stamp: text.Draw(t, "stamp"), known: map[string]*file{}, units: map[signature]rows{}}
		units := map[*Unit]rows{}
		for i := range rapid.IntRange(0, 4).Draw(t, "files") {
			f := &file{path: fmt.Sprint(i, text.Draw(t, "path")), size: rapid.Int64Range(0, 1<<60).Draw(t, "size"), mtime: rapid.Int64Range(0, 1000).Draw(t, "time"), known: true}
			f.probed = loader.Probed{Beside: rapid.Bool().Draw(t, "beside"), Looks: text.Draw(t, "looks")}
			for range rapid.IntRange(0, 3).Draw(t, "pieces") {
				f.probed.Pieces = append(f.probed.Pieces, loader.Piece{
					Session: text.Draw(t, "session"), Format: loader.Format(rapid.IntRange(0, 3).Draw(t, "format")),
					Start: event.Millis(rapid.Int64().Draw(t, "start")), Begins: rapid.Bool().Draw(t, "begins"), Parts: rapid.Int().Draw(t, "parts"),
				})
			}
			k.files = append(k.files, f)
			r := rows{err: text.Draw(t, "error")}
			for range rapid.IntRange(0, 2).Draw(t, "rows") {
				s := summary.Session{ID: text.Draw(t, "id"), Source: f.path, Start: event.Millis(rapid.Int64().Draw(t, "at")), Clicks: rapid.Int().Draw(t, "clicks"), ViewportW: rapid.Float64().Draw(t, "w"), Live: rapid.Bool().Draw(t, "live"), Pages: rapid.SliceOf(text).Draw(t, "pages")}
				if rapid.Bool().Draw(t, "worst") {
					s.Worst = &summary.Moment{Time: 3, Kind: "error", Title: text.Draw(t, "title")}
				}
				r.list = append(r.list, s)
			}
			units[&Unit{files: []*file{f}}] = r
		}
		body := k.encode(units, 1<<40)
		back := &cache{stamp: k.stamp, known: map[string]*file{}, units: map[signature]rows{}}
		if !back.decode(body) {
			t.Fatal("it is not read back")
		}
		for _, f := range k.files {
			got := file{path: f.path, size: f.size, mtime: f.mtime}
			if !back.fill(&got) || fmt.Sprint(got.probed) != fmt.Sprint(f.probed) {
				t.Fatalf("file %+v, want %+v", got, *f)
			}
		}
		for u, want := range units {
			got, ok := back.units[u.signature()]
			if !ok || len(got.list) != len(want.list) || got.err != want.err {
				t.Fatalf("unit %+v, want %+v", got, want)
			}
			for i := range want.list {
				if a, b := got.list[i], want.list[i]; fmt.Sprintf("%+v %+v", a, a.Worst) != fmt.Sprintf("%+v %+v", b, b.Worst) && a.Worst == nil {
					t.Fatalf("session %+v, want %+v", a, b)
				}
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	k := &cache{files: []*file{{path: "a", known: true, probed: loader.Probed{Pieces: []loader.Piece{{Session: "s"}}}}}}
	f.Add(k.encode(map[*Unit]rows{{files: k.files}: {list: []summary.Session{{ID: "x", Pages: []string{"a"}, Worst: &summary.Moment{}}}}}, 1))
	f.Fuzz(func(_ *testing.T, b []byte) {
		c := &cache{known: map[string]*file{}, units: map[signature]rows{}}
		c.decode(b)
		c.decode(sealed(append([]byte(cacheVersion), b...)))
	})
}
