package intake_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"playhead/engine/event"
	"playhead/loader"
	"playhead/loader/intake"
	"playhead/loader/store"
)

// captured reads the requests of a recording as they were sent.
func captured(t *testing.T, dir string) []request {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.http"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d requests, %v", dir, len(paths), err)
	}
	var out []request
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(b)))
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		out = append(out, request{r.Method, r.RequestURI, http.Header{
			"Content-Type": r.Header["Content-Type"], "User-Agent": r.Header["User-Agent"], "Origin": r.Header["Origin"],
		}, body})
	}
	return out
}

// described is everything that is known of a loaded recording, event by event.
func described(t *testing.T, rec *loader.Recording) []string {
	t.Helper()
	if err := rec.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	i := rec.Info()
	i.Dropped, i.Sessions = nil, nil // of the files, not of the session
	out := []string{fmt.Sprintf("%+v", i)}
	for _, e := range rec.Entries() {
		out = append(out, fmt.Sprintf("%+v", e))
	}
	slices.Sort(out[1:]) // entries of the same moment stand in the order in which they came
	var b event.Batch
	for _, track := range rec.Tracks() {
		out = append(out, fmt.Sprintf("track %+v", track.Views()))
		for k := range track.Len() {
			b.Reset()
			track.Decode(k, &b)
			line := fmt.Sprintf("%+v", track.Meta(k))
			for _, op := range b.Ops {
				if op.Entry != nil {
					line += fmt.Sprintf(" %+v", *op.Entry)
					op.Entry = nil
				}
				line += fmt.Sprintf(" %+v", op)
			}
			out = append(out, fmt.Sprintf("%s %d problems", line, len(b.Problems)))
		}
	}
	return out
}

// sameRecording compares recordings and says where they differ first.
func sameRecording(t *testing.T, got, want []string) {
	t.Helper()
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("item %d of %d:\n got %.600s\nwant %.600s", i, len(want), got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d items, want %d", len(got), len(want))
	}
}

// Requests of real SDKs, sent in any order and twice, give what their files
// give: the same operations on the page, the same entries, the same counts. So
// they do after the index was made anew.
func TestRequestsOfSDKs(t *testing.T) {
	dirs := map[string]string{"shop-dd4": "../../testdata/recordings/shop-dd4", "shop-dd7": "../../testdata/recordings/shop-dd7"}
	more, _ := filepath.Glob("../../../shared/corpus/open/dd*/requests")
	for _, d := range more {
		dirs[filepath.Base(filepath.Dir(d))] = d
	}
	for name, dir := range dirs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			local, err := loader.Open(t.Context(), []string{dir}, loader.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer local.Close() //nolint:errcheck // nothing is lost with it
			want := described(t, local)
			s := serve(t, intake.Config{})
			list := captured(t, dir)
			list = append(list, list...)
			r := rand.New(rand.NewPCG(uint64(len(list)), 7))
			r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			for _, q := range list {
				wantStatus := 202
				if q.method == http.MethodOptions {
					wantStatus = 204
				}
				if status, body, _ := s.do(t, q); status != wantStatus {
					t.Fatalf("%s %.100s: %d %s", q.method, q.path, status, body)
				}
			}
			for round := range 2 {
				s.indexed(t)
				id := local.Info().SessionID
				remote, err := loader.Open(t.Context(), []string{s.url + "/sessions/" + id}, loader.Options{Remote: loader.Remote{Cache: t.TempDir()}})
				if err != nil {
					t.Fatal(err)
				}
				sameRecording(t, described(t, remote), want)
				_ = remote.Close()
				listed, err := (&loader.Remote{Server: s.url}).Sessions(t.Context(), "", 0)
				if err != nil || len(listed) != 1 || listed[0].ID != id {
					t.Fatalf("round %d: sessions %+v, %v", round, listed, err)
				}
				if err := s.store.Reindex(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			sameStream(t, s, local, want)
		})
	}
}

// sameStream checks that the stream that anybody can fetch is a recording, too.
func sameStream(t *testing.T, s *server, local *loader.Recording, want []string) {
	t.Helper()
	_, segments, _ := s.do(t, request{method: "GET", path: "/sessions/" + local.Info().SessionID + "/segments"})
	rec, err := loader.Open(t.Context(), []string{"-"}, loader.Options{Stdin: strings.NewReader(segments)})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close() //nolint:errcheck // nothing is lost with it
	ops := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(l string) bool {
			return !strings.HasPrefix(l, "{Time:") || strings.Contains(l, "Severity:") ||
				strings.Contains(l, "Kind:gap") // at the end, where RUM events promise more
		})
	}
	sameRecording(t, ops(described(t, rec)), ops(want))
}

// rrweb events that come in batches give what the whole gives.
func TestBatchesOfRRWeb(t *testing.T) {
	const file = "../../testdata/recordings/shop-rrweb2/events.json.gz"
	local, err := loader.Open(t.Context(), []string{file}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer local.Close() //nolint:errcheck // nothing is lost with it
	if err := local.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := serve(t, intake.Config{})
	track := local.Tracks()[0]
	for from := 0; from < track.Len(); from += 40 {
		var batch [][]byte
		for k := from; k < min(from+40, track.Len()); k++ {
			batch = append(batch, track.Raw(k))
		}
		body := bytes.Join(batch, []byte("\n"))
		if from%80 == 0 {
			body = append(append([]byte("["), bytes.Join(batch, []byte(","))...), ']')
		}
		if status, text, _ := s.do(t, request{"POST", "/rrweb/shop", nil, body}); status != 202 {
			t.Fatalf("%d %s", status, text)
		}
	}
	s.indexed(t)
	remote, err := loader.Open(t.Context(), []string{"shop"}, loader.Options{Remote: loader.Remote{Server: s.url}})
	if err != nil {
		t.Fatal(err)
	}
	defer remote.Close() //nolint:errcheck // nothing is lost with it
	got, want := described(t, remote)[1:], described(t, local)[1:]
	sameRecording(t, got, want)
	_, stream, _ := s.do(t, request{method: "GET", path: "/sessions/shop/segments"})
	if n := strings.Count(stream, "\n") + 1; n != track.Len() {
		t.Errorf("%d lines, want %d", n, track.Len())
	}
}

// A session that goes on is shown as it comes, and late parts take their place.
func TestFollow(t *testing.T) {
	s := serve(t, intake.Config{})
	send := func(i int) {
		t.Helper()
		if status, body, _ := s.do(t, replay("app", i)); status != 202 {
			t.Fatalf("%d %s", status, body)
		}
	}
	send(0)
	s.indexed(t)
	rec, err := loader.Open(t.Context(), []string{session}, loader.Options{Remote: loader.Remote{Server: s.url, Follow: loader.FollowOn}})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close() //nolint:errcheck // nothing is lost with it
	snapshots := func(want int) {
		t.Helper()
		for {
			changed := rec.Changed()
			n := 0
			for range rec.Tracks()[0].OfKind(event.KindSnapshot) {
				n++
			}
			if n == want && rec.Progress().Live {
				return
			}
			select {
			case <-changed:
			case <-rec.Done():
				t.Fatalf("ended: %v", rec.Err())
			}
		}
	}
	snapshots(1)
	send(1)
	snapshots(2)
	send(3)
	snapshots(3)
	if g := rec.Info().Gaps; len(g) != 1 || g[0].What != "segment 2" {
		t.Errorf("gaps %+v", g)
	}
	send(2)
	snapshots(4)
	if g := rec.Info().Gaps; len(g) != 0 {
		t.Errorf("gaps %+v after the late segment", g)
	}
}

// A stream that breaks off is resumed where it was; what is cached is not
// fetched again.
func TestResume(t *testing.T) {
	s := serveStore(t, intake.Config{}, store.Options{Store: t.TempDir()})
	for _, r := range captured(t, "../../testdata/recordings/shop-dd7") {
		s.do(t, r)
	}
	s.indexed(t)
	listed, err := (&loader.Remote{Server: s.url}).Sessions(t.Context(), "", 0)
	if err != nil || len(listed) != 1 {
		t.Fatalf("%+v, %v", listed, err)
	}
	flaky := newFlaky(t, s, 20_000)
	cache := t.TempDir()
	open := func(server string) []string {
		t.Helper()
		rec, err := loader.Open(t.Context(), []string{listed[0].ID}, loader.Options{Remote: loader.Remote{Server: server, Cache: cache}})
		if err != nil {
			t.Fatal(err)
		}
		defer rec.Close() //nolint:errcheck // nothing is lost with it
		return described(t, rec)
	}
	want := open(s.url)
	_ = os.RemoveAll(cache)
	sameRecording(t, open(flaky.url), want)
	if flaky.broken.Load() < 3 {
		t.Errorf("the connection broke %d times only", flaky.broken.Load())
	}
	flaky.sent.Store(0)
	sameRecording(t, open(flaky.url), want)
	if n := flaky.sent.Load(); n > 2000 {
		t.Errorf("%d bytes were sent of what is cached", n)
	}
}
