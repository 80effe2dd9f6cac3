package loader

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"math/rand"
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

// corpus is where the recordings of real pages are, beside the repository.
const corpus = "../../shared/corpus/open"

// recordings lists the corpus' recordings whose name starts with prefix.
func recordings(t *testing.T, prefix string) []string {
	t.Helper()
	dirs, _ := filepath.Glob(filepath.Join(corpus, prefix+"*"))
	var out []string
	for _, d := range dirs {
		if st, err := os.Stat(d); err == nil && st.IsDir() {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		t.Skip("the corpus of real recordings (../shared/corpus/open) is not there")
	}
	return out
}

// load opens sources and waits for the end.
func load(t *testing.T, opts Options, sources ...string) *Recording {
	t.Helper()
	r, err := Open(context.Background(), sources, opts)
	if err != nil {
		t.Fatalf("%v: %v", sources, err)
	}
	if err := r.Wait(context.Background()); err != nil {
		t.Fatalf("%v: %v", sources, err)
	}
	return r
}

// fingerprint tells recordings apart by what is played: events, their times,
// views and bytes.
func fingerprint(r *Recording) string {
	var s strings.Builder
	for _, t := range r.Tracks() {
		h := fnv.New64a()
		for i := range t.Len() {
			m := t.Meta(i)
			fmt.Fprintln(h, m.Time, m.View, m.Kind)
			h.Write(t.Raw(i))
		}
		fmt.Fprintf(&s, "%s: %d events in %d views, %x\n", t.ID(), t.Len(), len(t.Views()), h.Sum64())
	}
	return s.String()
}

// files returns the regular files below a directory, by slashed relative path.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := make(map[string][]byte)
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func zipped(t *testing.T, fs map[string][]byte, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range sortedNames(fs) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = f.Write(fs[name])
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

func tarred(t *testing.T, fs map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range sortedNames(fs) {
		err := w.WriteHeader(&tar.Header{Name: "x/" + name, Mode: 0o600, Size: int64(len(fs[name]))})
		if err == nil {
			_, err = w.Write(fs[name])
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

func sortedNames(fs map[string][]byte) []string {
	names := make([]string, 0, len(fs))
	for n := range fs {
		names = append(names, n)
	}
	// Against the order of directories: nothing may depend on it.
	for i := range names {
		for j := i + 1; j < len(names); j++ {
			if names[j] > names[i] {
				names[i], names[j] = names[j], names[i]
			}
		}
	}
	return names
}

// packers compress whole documents.
var packers = []struct {
	name string
	wrap func(io.Writer) io.WriteCloser
}{
	{"zlib", func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }},
	{"gzip", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }},
	{"zstd", func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }},
	{"brotli", func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 4) }},
}

func pack(t *testing.T, wrap func(io.Writer) io.WriteCloser, doc []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := wrap(&b)
	_, err := w.Write(doc)
	if e := w.Close(); err == nil {
		err = e
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unpack(t *testing.T, doc []byte) []byte {
	t.Helper()
	z, err := zlib.NewReader(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// write stores a file without a telling name and returns its path.
func write(t *testing.T, dir string, b []byte) string {
	t.Helper()
	f, err := os.CreateTemp(dir, "x")
	if err == nil {
		_, err = f.Write(b)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

func segmentsOf(fs map[string][]byte) [][]byte {
	var out [][]byte
	names := sortedNames(fs)
	for i := len(names) - 1; i >= 0; i-- {
		if strings.HasSuffix(names[i], ".segment") {
			out = append(out, fs[names[i]])
		}
	}
	return out
}

// A Datadog session is the same in whatever it comes, and in whatever order.
func TestDatadogVariants(t *testing.T) {
	for _, dir := range recordings(t, "dd") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			whole := load(t, Options{}, dir)
			want := fingerprint(whole)
			all := files(t, dir)
			segments := segmentsOf(all)
			tmp := t.TempDir()
			check := func(name string, r *Recording) {
				t.Helper()
				if got := fingerprint(r); got != want {
					t.Errorf("%s: got\n%swant\n%s", name, got, want)
				}
				if n := r.Problems().Count(event.ProblemMissing); n != 0 {
					t.Errorf("%s: %v", name, r.Problems().List)
				}
			}
			check("requests", load(t, Options{}, filepath.Join(dir, "requests")))
			check("segments", load(t, Options{}, filepath.Join(dir, "segments")))
			check("zip", load(t, Options{}, write(t, tmp, zipped(t, all, zip.Deflate))))
			check("stored zip", load(t, Options{}, write(t, tmp, zipped(t, all, zip.Store))))
			archive := tarred(t, all)
			check("tar", load(t, Options{}, write(t, tmp, archive)))
			for _, p := range packers {
				packed := pack(t, p.wrap, archive)
				check("tar, "+p.name, load(t, Options{}, write(t, tmp, packed)))
				check("tar, "+p.name+", stdin", load(t, Options{Stdin: bytes.NewReader(packed)}, "-"))
			}
			var plain, list []byte
			list = append(list, '[')
			paths := make([]string, 0, len(segments))
			for i, s := range segments {
				doc := unpack(t, s)
				plain = append(plain, doc...)
				if i > 0 {
					list = append(list, ',')
				}
				list = append(list, doc...)
				paths = append(paths, write(t, tmp, doc))
			}
			list = append(list, ']')
			check("plain, one file", load(t, Options{}, write(t, tmp, plain)))
			check("array", load(t, Options{}, write(t, tmp, list)))
			check("plain, stdin", load(t, Options{Stdin: bytes.NewReader(plain)}, "-"))
			check("plain, many files", load(t, Options{}, paths...))
			check("concatenated", load(t, Options{}, write(t, tmp, bytes.Join(segments, nil))))
			rng := rand.New(rand.NewSource(1))
			twice := append(append([][]byte(nil), segments...), segments...)
			rng.Shuffle(len(twice), func(i, j int) { twice[i], twice[j] = twice[j], twice[i] })
			r := load(t, Options{}, write(t, tmp, bytes.Join(twice, nil)))
			check("shuffled, twice", r)
			if n := r.Problems().Count(event.ProblemDuplicate); n != len(segments) {
				t.Errorf("%d duplicates reported, want %d", n, len(segments))
			}
			i := r.Info()
			if i.BytesWire != int64(len(bytes.Join(segments, nil))) || i.Segments != len(segments) {
				t.Errorf("%d bytes on the wire in %d segments", i.BytesWire, i.Segments)
			}
		})
	}
}

// Events decode, and nothing is wrong with what real recorders made.
func TestCorpusDecodes(t *testing.T) {
	for _, dir := range recordings(t, "") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			r := load(t, Options{}, dir)
			var b event.Batch
			for _, tr := range r.Tracks() {
				last := event.Millis(0)
				for i := range tr.Len() {
					m := tr.Meta(i)
					if m.Time < last {
						t.Fatalf("event %d runs backwards", i)
					}
					last = m.Time
					if m.View < 0 || int(m.View) >= len(tr.Views()) {
						t.Fatalf("event %d: view %d of %d", i, m.View, len(tr.Views()))
					}
					b.Reset()
					tr.Decode(i, &b)
					if m.Kind == event.KindSnapshot && (len(b.Ops) == 0 || b.Ops[0].Kind != event.OpReset) {
						t.Errorf("%s: a snapshot that does not reset", tr.Place(i))
					}
					for _, p := range b.Problems {
						if p.Kind != event.ProblemUnsupported {
							t.Errorf("%s: %s: %s", tr.Place(i), p.Kind, p.Detail)
						}
					}
				}
				for _, v := range tr.Views() {
					if v.URL == "" || v.Start > v.End {
						t.Errorf("view %+v", v)
					}
				}
			}
			for _, c := range r.Problems().Counts {
				if c.Kind != event.ProblemDuplicate {
					t.Errorf("%v", r.Problems())
				}
			}
			i := r.Info()
			if i.FullSnapshots == 0 || i.ViewportW == 0 || i.Duration() <= 0 || i.BytesWire == 0 {
				t.Errorf("info %+v", i)
			}
			if i.Format == FormatDatadog && (i.SessionID == "" || i.RecorderVersion == "" || i.Browser == "" || i.Entries == 0) {
				t.Errorf("info %+v", i)
			}
		})
	}
}

// An rrweb recording is the same in whatever it comes.
func TestRRWebVariants(t *testing.T) {
	for _, dir := range recordings(t, "rrweb") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			want := fingerprint(load(t, Options{}, dir))
			all := files(t, dir)
			tmp := t.TempDir()
			var doc []byte
			for name, b := range all {
				if strings.HasPrefix(name, "events.") {
					doc = b
				}
			}
			if strings.HasPrefix(string(doc), "\x1f\x8b") {
				z, err := gzip.NewReader(bytes.NewReader(doc))
				if err != nil {
					t.Fatal(err)
				}
				doc, _ = io.ReadAll(z)
			}
			check := func(name string, r *Recording) {
				t.Helper()
				if got := fingerprint(r); got != want {
					t.Errorf("%s: got\n%swant\n%s", name, got, want)
				}
			}
			check("plain", load(t, Options{}, write(t, tmp, doc)))
			check("stdin", load(t, Options{Stdin: bytes.NewReader(doc)}, "-"))
			check("byte order mark", load(t, Options{}, write(t, tmp, append([]byte("\xef\xbb\xbf"), doc...))))
			check("zip", load(t, Options{}, write(t, tmp, zipped(t, all, zip.Deflate))))
			check("tar", load(t, Options{}, write(t, tmp, tarred(t, all))))
			for _, p := range packers {
				packed := pack(t, p.wrap, doc)
				check(p.name, load(t, Options{}, write(t, tmp, packed)))
				check(p.name+", stdin", load(t, Options{Stdin: bytes.NewReader(packed)}, "-"))
				check(p.name+" in a zip", load(t, Options{}, write(t, tmp, zipped(t, map[string][]byte{"a": packed}, zip.Store))))
			}
			half := len(doc) / 2
			gz := packers[1].wrap
			check("gzip members", load(t, Options{}, write(t, tmp, append(pack(t, gz, doc[:half]), pack(t, gz, doc[half:])...))))
			check("zlib streams", load(t, Options{}, write(t, tmp, splitZlib(t, doc))))
		})
	}
}

// splitZlib compresses a document as several zlib streams that end where no
// value does.
func splitZlib(t *testing.T, doc []byte) []byte {
	t.Helper()
	cut := len(doc) / 2
	for cut < len(doc)-1 && strings.IndexByte(`}]" `+"\n", doc[cut-1]) >= 0 {
		cut++
	}
	z := packers[0].wrap
	return append(pack(t, z, doc[:cut]), pack(t, z, doc[cut:])...)
}

// A missing segment is a gap that says so; everything else is still there.
func TestMissingSegment(t *testing.T) {
	for _, dir := range recordings(t, "dd7-vue") {
		all := files(t, dir)
		segments := segmentsOf(all)
		tmp := t.TempDir()
		whole := load(t, Options{}, filepath.Join(dir, "segments"))
		events := whole.Tracks()[0].Len()
		for drop := range segments {
			var rest [][]byte
			rest = append(append(rest, segments[:drop]...), segments[drop+1:]...)
			src := write(t, tmp, bytes.Join(rest, nil))
			alone := load(t, Options{}, src)
			if drop < len(segments)-1 && len(alone.Info().Gaps) == 0 {
				t.Errorf("without segment %d and RUM events: nothing is reported", drop)
			}
			with := load(t, Options{}, src, filepath.Join(dir, "rum.ndjson"))
			info := with.Info()
			last := with.Problems().Count(event.ProblemMissing)
			if last == 0 {
				t.Errorf("without segment %d: nothing is reported: %+v", drop, info.Gaps)
			}
			n := 0
			for _, tr := range with.Tracks() {
				n += tr.Len()
			}
			if n >= events {
				t.Errorf("without segment %d: %d events of %d", drop, n, events)
			}
			for _, g := range info.Gaps {
				if g.What == "" || g.View == "" || g.Start == 0 {
					t.Errorf("gap %+v", g)
				}
			}
		}
	}
}

// A cut recording plays as far as it goes, and says that it is cut.
func TestTruncated(t *testing.T) {
	for _, dir := range recordings(t, "") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			all := files(t, dir)
			doc := bytes.Join(segmentsOf(all), nil)
			if len(doc) == 0 {
				for name, b := range all {
					if strings.HasPrefix(name, "events.") {
						doc = b
					}
				}
			}
			tmp := t.TempDir()
			whole := load(t, Options{}, dir)
			for _, part := range []int{98, 80} {
				r, err := Open(context.Background(), []string{write(t, tmp, doc[:len(doc)*part/100])}, Options{})
				if part == 80 && errors.Is(err, ErrNoSnapshot) {
					continue // the snapshot is most of this one
				}
				if err != nil {
					t.Fatalf("%d %%: %v", part, err)
				}
				if err := r.Wait(context.Background()); err != nil {
					t.Fatalf("%d %%: %v", part, err)
				}
				if n, all := r.Progress().Events-len(r.Info().Gaps), whole.Progress().Events; n == 0 || n > all {
					t.Errorf("%d %%: %d events of %d", part, n, all)
				}
				if r.Problems().Count(event.ProblemTruncated) == 0 {
					t.Errorf("%d %%: nothing said: %+v", part, r.Problems())
				}
			}
		})
	}
}

// RUM events beside the segments become entries of the right tab.
func TestRUMBeside(t *testing.T) {
	for _, dir := range recordings(t, "dd7-vue") {
		r := load(t, Options{}, dir)
		kinds := make(map[event.EntryKind]int)
		last := event.Millis(0)
		for _, e := range r.Entries() {
			kinds[e.Kind]++
			if e.Time < last || e.Track != 0 || e.Title == "" {
				t.Errorf("entry %+v after %d", e, last)
			}
			last = e.Time
		}
		for _, k := range []event.EntryKind{event.EntryAction, event.EntryError, event.EntryRequest, event.EntryLongTask} {
			if kinds[k] == 0 {
				t.Errorf("no entries of kind %s", k)
			}
		}
		i := r.Info()
		if i.User.ID != "u-1" || i.User.Name != "Test User" || i.Service != "corpus" || i.Version != "1.2.3" || i.Env != "test" ||
			i.Privacy != "allow" || i.RecorderVersion != "7.16.2" || !strings.Contains(i.Browser, "Chrome") {
			t.Errorf("info %+v", i)
		}
		if v := r.Tracks()[0].Views()[1]; len(v.Fields) == 0 || !strings.HasSuffix(v.URL, "/shop/cart") {
			t.Errorf("view %+v", v)
		}
	}
}

// A directory of several sessions shows the first and names the others.
func TestSeveralSessions(t *testing.T) {
	recordings(t, "dd")
	r := load(t, Options{}, corpus)
	i := r.Info()
	if len(i.Sessions) != len(recordings(t, "")) {
		t.Fatalf("%d sessions", len(i.Sessions))
	}
	if !i.Sessions[0].Chosen || i.Start < i.Sessions[0].Start {
		t.Errorf("chosen: %+v", i.Sessions)
	}
	for k := 1; k < len(i.Sessions); k++ {
		s := i.Sessions[k]
		if s.Start < i.Sessions[k-1].Start || s.Chosen {
			t.Errorf("session %d: %+v", k, s)
		}
	}
	want := i.Sessions[3]
	r = load(t, Options{Session: want.ID[:8]}, corpus)
	if got := r.Info().SessionID; got != want.ID {
		t.Errorf("got session %s, want %s", got, want.ID)
	}
}
