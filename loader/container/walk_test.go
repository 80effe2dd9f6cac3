package container

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"playhead/engine/event"
)

// found is what a walk visited.
type found struct {
	docs     []string // "place=content"
	packed   int      // documents that are one zlib stream
	problems []event.Problem
	skipped  []string
}

// walk visits sources and records what is there. Places are shortened to what
// follows dir.
func walk(t *testing.T, l Limits, stdin io.Reader, dir string, sources ...string) (found, error) {
	t.Helper()
	var f found
	w := &Walker{
		Limits: l, Stdin: stdin,
		Problem: func(p event.Problem) { f.problems = append(f.problems, p) },
		Skipped: func(place, reason string, _ int64) {
			f.skipped = append(f.skipped, strings.TrimPrefix(filepath.ToSlash(place), filepath.ToSlash(dir)+"/")+": "+reason)
		},
	}
	err := w.Walk(context.Background(), sources, func(ctx context.Context, d *Document) error {
		d.ReadAll(ctx)
		if b, m := d.Packed(); b != nil {
			f.packed++
			if len(m.Bytes()) < len(b) {
				t.Errorf("%s: memory of %d bytes for %d", d.Place, len(m.Bytes()), len(b))
			}
		}
		place := strings.TrimPrefix(filepath.ToSlash(d.Place), filepath.ToSlash(dir)+"/")
		body := string(d.Bytes())
		if len(body) > 60 {
			body = fmt.Sprintf("%s… (%d)", body[:20], len(body))
		}
		f.docs = append(f.docs, place+"="+body)
		return nil
	})
	return f, err
}

func compress(t *testing.T, name, doc string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "zlib":
		w = zlib.NewWriter(&b)
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	case "brotli":
		w = brotli.NewWriter(&b)
	}
	_, err := io.WriteString(w, doc)
	if e := w.Close(); err == nil {
		err = e
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipOf(t *testing.T, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		f, err := w.Create(entries[i])
		if err == nil {
			_, err = io.WriteString(f, entries[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t *testing.T, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		err := w.WriteHeader(&tar.Header{Name: entries[i], Size: int64(len(entries[i+1])), Mode: 0o600})
		if err == nil {
			_, err = io.WriteString(w, entries[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const doc = `{"a":"some text that is long enough"}`

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestWalk(t *testing.T) {
	z := compress(t, "zlib", doc)
	form := "--b0\r\nContent-Disposition: form-data; name=\"segment\"; filename=\"s-1\"\r\n\r\n" + string(z) +
		"\r\n--b0\r\nContent-Disposition: form-data; name=\"event\"\r\n\r\n{\"e\":1}\r\n--b0--\r\n"
	request := crlf("POST /x?a=1 HTTP/1.1\nHost: h\nContent-Type: multipart/form-data; boundary=b0\n") +
		fmt.Sprintf("Content-Length: %d\r\n\r\n", len(form)) + form
	chunked := crlf("POST /y HTTP/1.1\ntransfer-encoding: chunked\n\n") + "5\r\n{\"a\":\r\n2;x=y\r\n1}\r\n0\r\n\r\n"
	cases := []struct {
		name     string
		file     []byte
		docs     []string
		packed   int
		problems []event.ProblemKind
	}{
		{"plain", []byte(doc), []string{"f=" + doc}, 0, nil},
		{"text that looks like zlib", []byte("HK is a place"), []string{"f=HK is a place"}, 0, nil},
		{"zlib", z, []string{"f=" + doc}, 1, nil},
		{"two zlib documents", append(append([]byte(nil), z...), compress(t, "zlib", `[1]`)...), []string{"f=" + doc, "f (stream 2)=[1]"}, 2, nil},
		{"two zlib documents, a line each", append(append(append([]byte(nil), z...), '\n'), z...), []string{"f=" + doc, "f (stream 2)=" + doc}, 2, nil},
		{"a document in two zlib streams", append(compress(t, "zlib", doc[:10]), compress(t, "zlib", doc[10:])...), []string{"f=" + doc}, 0, nil},
		{"cut zlib", z[:len(z)-8], []string{"f=" + doc[:len(doc)-2]}, 0, []event.ProblemKind{event.ProblemTruncated}},
		{"gzip", compress(t, "gzip", doc), []string{"f=" + doc}, 0, nil},
		{"gzip members", append(compress(t, "gzip", doc[:9]), compress(t, "gzip", doc[9:])...), []string{"f=" + doc}, 0, nil},
		{"zstd", compress(t, "zstd", doc), []string{"f=" + doc}, 0, nil},
		{"brotli", compress(t, "brotli", doc), []string{"f=" + doc}, 0, nil},
		{"zlib in gzip", compress(t, "gzip", string(z)), []string{"f=" + doc}, 1, nil},
		{"zip", zipOf(t, "a", doc, "dir/b", string(z)), []string{"f: a=" + doc, "f: dir/b=" + doc}, 1, nil},
		{"tar", tarOf(t, "a", doc, "../b", string(z)), []string{"f: a=" + doc, "f: ../b=" + doc}, 1, nil},
		{"zip in tar in gzip", compress(t, "gzip", string(tarOf(t, "t", string(zipOf(t, "a", doc))))), []string{"f: t: a=" + doc}, 0, nil},
		{"request", []byte(request), []string{"f: segment=" + doc, `f: event={"e":1}`}, 1, nil},
		{"two requests", []byte(request + chunked), []string{"f: segment=" + doc, `f: event={"e":1}`, `f (message 2)={"a":1}`}, 1, nil},
		{"chunked", []byte(chunked), []string{`f={"a":1}`}, 0, nil},
		{"multipart body", []byte(form), []string{"f: segment=" + doc, `f: event={"e":1}`}, 1, nil},
		{"cut request", []byte(request)[:len(request)-60], []string{"f: segment=" + doc}, 1, []event.ProblemKind{event.ProblemTruncated, event.ProblemTruncated}},
		{"damaged between zlib documents", append(append(append([]byte(nil), z...), "garbage"...), z...), []string{"f=" + doc, "f (stream 2)=" + doc}, 2, nil},
		{"hostile name", zipOf(t, "a\x1b[2J\nb", doc), []string{"f: a\ufffd[2J\ufffdb=" + doc}, 0, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			f := filepath.Join(dir, "f")
			if err := os.WriteFile(f, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, from := range []string{"file", "directory", "stdin"} {
				src, stdin := f, io.Reader(nil)
				switch from {
				case "directory":
					src = dir
				case "stdin":
					src, stdin = "-", bytes.NewReader(c.file)
				}
				got, err := walk(t, Limits{}, stdin, dir, src)
				if err != nil {
					t.Fatal(err)
				}
				docs := strings.ReplaceAll(strings.Join(got.docs, "\n"), "standard input", "f")
				if want := strings.Join(c.docs, "\n"); docs != want {
					t.Errorf("%s: got\n%s\nwant\n%s", from, docs, want)
				}
				if got.packed != c.packed {
					t.Errorf("%s: %d zlib documents, want %d", from, got.packed, c.packed)
				}
				kinds := make([]event.ProblemKind, 0, len(got.problems))
				for _, p := range got.problems {
					kinds = append(kinds, p.Kind)
				}
				if fmt.Sprint(kinds) != fmt.Sprint(c.problems) {
					t.Errorf("%s: problems %v, want %v", from, got.problems, c.problems)
				}
			}
		})
	}
}

// What lies beyond the directory is not read, and special files are not waited
// for.
func TestLinksAreNotFollowed(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	secret := filepath.Join(outside, "secret")
	for name, err := range map[string]error{
		"secret": os.WriteFile(secret, []byte(doc), 0o600),
		"file":   os.WriteFile(filepath.Join(dir, "b"), []byte(doc), 0o600),
		"link":   os.Symlink(secret, filepath.Join(dir, "a")),
		"folder": os.Symlink(outside, filepath.Join(dir, "c")),
		"empty":  os.WriteFile(filepath.Join(dir, "d"), nil, 0o600),
	} {
		if err != nil {
			t.Skipf("%s: %v", name, err)
		}
	}
	got, err := walk(t, Limits{}, nil, dir, dir)
	if err != nil || len(got.docs) != 1 || got.docs[0] != "b="+doc {
		t.Errorf("documents %q, %v", got.docs, err)
	}
	if want := "[a: symbolic link c: symbolic link d: empty]"; fmt.Sprint(got.skipped) != want {
		t.Errorf("skipped %v", got.skipped)
	}
}

func TestLimits(t *testing.T) {
	bomb := compress(t, "gzip", `{"a":"`+strings.Repeat("x", 4<<20))
	nested := []byte(doc)
	for range 12 {
		nested = compress(t, "gzip", string(nested))
	}
	var many []string
	for i := range 50 {
		many = append(many, fmt.Sprint(i), doc)
	}
	cases := []struct {
		name   string
		limits Limits
		file   []byte
		err    error
	}{
		{"size", Limits{Size: 1 << 20}, bomb, nil},
		{"ratio", Limits{Ratio: 10, Floor: 1 << 20}, bomb, nil},
		{"depth", Limits{}, nested, nil},
		{"entries", Limits{Entries: 20}, zipOf(t, many...), ErrLimit},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			f := filepath.Join(dir, "f")
			if err := os.WriteFile(f, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := walk(t, c.limits, nil, dir, f)
			if !errors.Is(err, c.err) {
				t.Errorf("error %v, want %v", err, c.err)
			}
			n := 0
			for _, p := range got.problems {
				if p.Kind == event.ProblemLimit {
					n++
				}
			}
			if n != 1 {
				t.Errorf("problems %v", got.problems)
			}
		})
	}
}

// A stream is handed on as it comes in, not at its end.
func TestStreamIsProgressive(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close() //nolint:errcheck // ends the test's reader
	seen := make(chan int)
	go func() {
		wk := &Walker{Stdin: r}
		_ = wk.Walk(context.Background(), []string{"-"}, func(ctx context.Context, d *Document) error {
			seen <- len(d.Bytes())
			for d.More(ctx) {
				seen <- len(d.Bytes())
			}
			return nil
		})
		close(seen)
	}()
	first := strings.Repeat(`{"a":1}`, 200)
	if _, err := io.WriteString(w, first); err != nil {
		t.Fatal(err)
	}
	if n := <-seen; n != len(first) {
		t.Errorf("%d bytes, want %d", n, len(first))
	}
	if _, err := io.WriteString(w, "x"); err != nil {
		t.Fatal(err)
	}
	if n := <-seen; n != len(first)+1 {
		t.Errorf("%d bytes, want one more", n)
	}
}

// A walk that waits for a stream ends with its context.
func TestStreamCanBeCancelled(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close() //nolint:errcheck // ends the test's reader
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	started := make(chan struct{})
	go func() {
		wk := &Walker{Stdin: r}
		done <- wk.Walk(ctx, []string{"-"}, func(ctx context.Context, d *Document) error {
			close(started)
			d.ReadAll(ctx)
			return d.Err()
		})
	}()
	if _, err := io.WriteString(w, strings.Repeat("[", 1000)); err != nil {
		t.Fatal(err)
	}
	<-started
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Big content moves into reserved memory and stays what it is; documents that
// are kept survive later ones.
func TestKeep(t *testing.T) {
	dir := t.TempDir()
	var want []string
	for i := range 3 {
		body := `{"n":` + fmt.Sprint(i) + `,"x":"` + strings.Repeat(fmt.Sprint(i), reserveFrom/2*(i+1)) + `"}`
		want = append(want, body)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), compress(t, "gzip", body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var kept []*Memory
	w := &Walker{}
	err := w.Walk(context.Background(), []string{dir}, func(ctx context.Context, d *Document) error {
		d.ReadAll(ctx)
		kept = append(kept, d.Keep())
		return d.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range kept {
		if string(m.Bytes()) != want[i] {
			t.Errorf("document %d changed", i)
		}
	}
}

// A file that is cut while it is mapped is an error, not the end of the program.
func TestFileIsCut(t *testing.T) {
	f := filepath.Join(t.TempDir(), "f")
	body := append([]byte(`{"a":"`), bytes.Repeat([]byte("x"), 4<<20)...)
	if err := os.WriteFile(f, body, 0o600); err != nil {
		t.Fatal(err)
	}
	var problems []event.Problem
	w := &Walker{Problem: func(p event.Problem) { problems = append(problems, p) }}
	sum := 0
	err := w.Walk(context.Background(), []string{f}, func(_ context.Context, d *Document) error {
		if err := os.Truncate(f, 1000); err != nil {
			t.Skip(err)
		}
		for _, c := range d.Bytes() {
			sum += int(c)
		}
		return nil
	})
	if err != nil || len(problems) != 1 {
		t.Errorf("error %v, problems %v", err, problems)
	}
}

func FuzzWalk(f *testing.F) {
	z := []byte("x\x9c\xabVJT\xb2R\xca+\xcd\xc9\xa9\x05\x00\x1a\xa4\x04\x8b")
	f.Add(z)
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("POST / HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--"))
	f.Add([]byte("--b\r\nContent-Type: x/y\r\n\r\n{}\r\n--b--"))
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x28\xb5\x2f\xfd\x04\x00\x01\x00\x00\x99\xe9\xd8\x51"))
	f.Add([]byte("\x0b\x02\x80{\"a\":1}\x03"))
	f.Fuzz(func(t *testing.T, b []byte) {
		limits := Limits{Size: 1 << 20, Floor: 4 << 20, Entries: 200}
		w := &Walker{Limits: limits, Stdin: bytes.NewReader(b), Problem: func(p event.Problem) {
			if p.Detail != clean(p.Detail) || p.Place != clean(p.Place) {
				t.Fatalf("problem %q at %q", p.Detail, p.Place)
			}
		}}
		err := w.Walk(context.Background(), []string{"-"}, func(ctx context.Context, d *Document) error {
			d.ReadAll(ctx)
			if len(d.Bytes()) > 1<<20 {
				t.Fatalf("%d bytes", len(d.Bytes()))
			}
			if d.Place != clean(d.Place) {
				t.Fatalf("place %q", d.Place)
			}
			return nil
		})
		if err != nil && !errors.Is(err, ErrLimit) {
			t.Fatal(err)
		}
	})
}

func BenchmarkInflateSegments(b *testing.B) {
	var all []byte
	for range 100 {
		var buf bytes.Buffer
		w := zlib.NewWriter(&buf)
		_, _ = io.WriteString(w, `{"records":["`+strings.Repeat("some text ", 3000)+`"]}`)
		_ = w.Close()
		all = append(all, buf.Bytes()...)
	}
	b.SetBytes(int64(100 * 30000))
	for b.Loop() {
		w := &Walker{Stdin: bytes.NewReader(all)}
		_ = w.Walk(context.Background(), []string{"-"}, func(ctx context.Context, d *Document) error {
			d.ReadAll(ctx)
			return nil
		})
	}
}

// TestDetectLongLines checks that long lines are told without reading them whole.
func TestDetectLongLines(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	tests := []struct {
		name, in string
		want     Encoding
	}{
		{"long target", "POST /" + long(2000) + " HTTP/1.1\r\nHost: a\r\n\r\n", HTTP},
		{"long line of words", "GET /" + long(2000) + " of something\n", Plain},
		{"very long target", "POST /" + long(2*detectMost) + " HTTP/1.1\r\n\r\n", HTTP},
		{"JSON on one line", `[{"type":4,"data":{"href":"` + long(2*detectMost) + "\"}}]\n", Plain},
		{"dashes", "--" + long(2*detectMost) + "\r\nContent-Type: a/b\r\n", Plain},
	}
	for _, tt := range tests {
		if got := Detect([]byte(tt.in)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}
