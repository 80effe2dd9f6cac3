package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"playhead/loader/parcel"
)

const base = 1_700_000_000_000

// open opens a store that is closed with the test.
func open(t *testing.T, opts Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func segment(session, view string, index int, received int64) *parcel.Parcel {
	at := int64(base + index*1000)
	return &parcel.Parcel{
		Kind: parcel.KindSegment, Application: "app", Session: session, View: view, Index: index,
		Start: at, End: at + 900, Records: 3, Snapshot: index == 0, Received: received,
		Body: []byte(fmt.Sprintf("\x78\x9c%s/%s/%d", session, view, index)),
	}
}

func batchOfEvents(session string, lines ...string) *parcel.Parcel {
	return &parcel.Parcel{Kind: parcel.KindRUM, Application: "app", Session: session, Index: -1, Received: base, Body: []byte(strings.Join(lines, "\n"))}
}

func add(t *testing.T, s *Store, list ...*parcel.Parcel) {
	t.Helper()
	for _, p := range list {
		if err := s.Add(p); err != nil {
			t.Fatal(err)
		}
	}
}

// settle waits until everything that is durable is indexed.
func settle(t *testing.T, s *Store) {
	t.Helper()
	deadline := time.After(time.Minute)
	for {
		changed := s.Changed()
		if s.Stats.Indexed.Load() >= s.Stats.Parcels.Load() && s.feed.len() == 0 {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatalf("%d of %d parcels are indexed: %v", s.Stats.Indexed.Load(), s.Stats.Parcels.Load(), s.Check(t.Context()))
		}
	}
}

func everything(string) bool { return true }

// contents returns what a session holds, in order of arrival, as one text.
func contents(t *testing.T, s *Store, session string) string {
	t.Helper()
	v, err := s.Session(t.Context(), session, everything)
	if errors.Is(err, ErrNoSession) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Places(t.Context(), v.Application, session, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	err = s.Read(t.Context(), list, func(p *parcel.Parcel) error {
		out = append(out, p.Kind.String()+":"+string(p.Body))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestSessionOfParcels(t *testing.T) {
	s := open(t, Options{Store: t.TempDir()})
	view := `{"type":"view","date":1700000000000,"application":{"id":"app"},"session":{"id":"s"},"view":{"id":"v","url":"https://shop.test/"},"usr":{"name":"Ada"},"_dd":{"document_version":%d,"replay_stats":{"segments_count":%d}}}`
	add(t, s,
		segment("s", "v", 1, base), segment("s", "v", 0, base), segment("s", "v", 1, base+5),
		batchOfEvents("s", fmt.Sprintf(view, 7, 4), `{"type":"error","date":1700000000500,"session":{"id":"s"},"view":{"id":"v"},"error":{"message":"boom"}}`),
		batchOfEvents("s", fmt.Sprintf(view, 2, 1)),
		batchOfEvents("s", fmt.Sprintf(view, 7, 4), `{"type":"error","date":1700000000500,"session":{"id":"s"},"view":{"id":"v"},"error":{"message":"boom"}}`),
	)
	settle(t, s)
	v, err := s.Session(t.Context(), "s", everything)
	if err != nil {
		t.Fatal(err)
	}
	if v.Segments != 2 || v.Errors != 1 || v.UserName != "Ada" || v.Start != base || v.End != base+1900 || v.Gaps != 1 || len(v.Pages) != 1 {
		t.Errorf("session %+v", v)
	}
	views, err := s.Views(t.Context(), "app", "s")
	if err != nil || len(views) != 1 || views[0].Missing != 2 || views[0].URL != "https://shop.test/" {
		t.Errorf("views %+v, %v", views, err)
	}
	replay, err := s.Replay(t.Context(), "app", "s", parcel.KindSegment)
	if err != nil || len(replay) != 2 || replay[0].Index != 0 || replay[1].Index != 1 {
		t.Errorf("replay %+v, %v", replay, err)
	}
	if _, err := s.Session(t.Context(), "s", func(a string) bool { return a == "other" }); !errors.Is(err, ErrNoSession) {
		t.Errorf("seen with the rights of another application: %v", err)
	}
}

// What is durable is there after the process has gone, with the index it left,
// with none, and once.
func TestReopen(t *testing.T) {
	dir := t.TempDir()
	s := open(t, Options{Store: dir})
	add(t, s, segment("a", "v", 0, base), segment("a", "v", 1, base), segment("b", "v", 0, base))
	settle(t, s)
	want := contents(t, s, "a")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(segment("a", "v", 2, base)); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed store: %v", err)
	}
	for _, index := range []string{"", filepath.Join(t.TempDir(), "other.sqlite")} {
		s := open(t, Options{Store: dir, Index: index})
		add(t, s, segment("a", "v", 1, base+7))
		if err := s.recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		settle(t, s)
		if got := contents(t, s, "a"); got != want {
			t.Errorf("index %q: %q, want %q", index, got, want)
		}
		before, _ := s.index.epoch(t.Context())
		if err := s.Reindex(t.Context()); err != nil {
			t.Fatal(err)
		}
		if after, _ := s.index.epoch(t.Context()); after == before {
			t.Error("reindexing keeps the epoch")
		}
		if got := contents(t, s, "a"); got != want {
			t.Errorf("index %q made anew: %q, want %q", index, got, want)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestExpire(t *testing.T) {
	now := time.UnixMilli(base).Add(31 * 24 * time.Hour)
	dir := t.TempDir()
	s := open(t, Options{Store: dir, Retention: Retention{Age: 30 * 24 * time.Hour}, Now: func() time.Time { return now }})
	recent := now.UnixMilli() - 1000
	add(t, s,
		segment("old", "v", 0, base), segment("new", "v", 0, recent), segment("old", "v", 1, base), segment("kept", "v", 0, base),
		batchOfEvents("old", `{"type":"error","date":1700000000500,"session":{"id":"old"},"error":{"message":"boom"}}`),
	)
	settle(t, s)
	kept, err := s.Session(t.Context(), "kept", everything)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Pin(t.Context(), kept, true); err != nil {
		t.Fatal(err)
	}
	settle(t, s)
	wantNew, wantKept := contents(t, s, "new"), contents(t, s, "kept")
	if n, err := s.Expire(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d removed, %v", n, err)
	}
	for round := range 2 {
		if got := contents(t, s, "old"); got != "" {
			t.Errorf("round %d: the old session is still there: %q", round, got)
		}
		if got := contents(t, s, "new"); got != wantNew {
			t.Errorf("round %d: %q, want %q", round, got, wantNew)
		}
		if got := contents(t, s, "kept"); got != wantKept {
			t.Errorf("round %d: %q, want %q", round, got, wantKept)
		}
		if found := grep(t, s, "old/v/"); found {
			t.Errorf("round %d: the bytes of the old session are still there", round)
		}
		// The pin is in the packs, too.
		if err := s.Reindex(t.Context()); err != nil {
			t.Fatal(err)
		}
		if v, err := s.Session(t.Context(), "kept", everything); err != nil || !v.Pinned {
			t.Errorf("round %d: pinned %v, %v", round, v.Pinned, err)
		}
	}
	// What was removed may come again.
	add(t, s, segment("old", "v", 0, recent))
	settle(t, s)
	if got := contents(t, s, "old"); got == "" {
		t.Error("a session that came again is not there")
	}
}

func TestExpireBySize(t *testing.T) {
	s := open(t, Options{Store: t.TempDir(), Retention: Retention{Size: 25}})
	for i := range 5 {
		add(t, s, segment(fmt.Sprint("s", i), "v", 0, base+int64(i)))
	}
	settle(t, s)
	if _, err := s.Expire(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left []string
	for i := range 5 {
		if contents(t, s, fmt.Sprint("s", i)) != "" {
			left = append(left, fmt.Sprint(i))
		}
	}
	if strings.Join(left, "") != "234" { // 8 bytes each
		t.Errorf("left are %v", left)
	}
}

// A crash between any two steps of a removal leaves every session whole or gone.
func TestExpireCrash(t *testing.T) {
	now := time.UnixMilli(base).Add(31 * 24 * time.Hour)
	dir := t.TempDir()
	opts := Options{Store: dir, Retention: Retention{Age: 30 * 24 * time.Hour}, Now: func() time.Time { return now }}
	s := open(t, opts)
	add(t, s, segment("old", "v", 0, base), segment("new", "v", 0, now.UnixMilli()-1))
	settle(t, s)
	want := contents(t, s, "new")
	stopped := errors.New("crash")
	s.packs.(*Dir).fault = func(op string) error {
		if op == "delete" {
			return stopped
		}
		return nil
	}
	if _, err := s.Expire(t.Context()); !errors.Is(err, stopped) {
		t.Fatalf("%v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, opts)
	if err := s.recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, s, "old"); got != "" {
		t.Errorf("half of it is there: %q", got)
	}
	if got := contents(t, s, "new"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if grep(t, s, "old/v/") {
		t.Error("the doomed pack is still there")
	}
}

// grep reports whether any pack holds the text.
func grep(t *testing.T, s *Store, text string) bool {
	t.Helper()
	found := false
	err := s.packs.List(t.Context(), func(p PackInfo) error {
		b := make([]byte, p.Size)
		if err := s.packs.Read(t.Context(), p.Name, 0, b); err != nil {
			return err
		}
		found = found || bytes.Contains(b, []byte(text))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A failed sync fails those who wait for it, and them alone; what was
// acknowledged before and after is there once.
func TestFaults(t *testing.T) {
	s := open(t, Options{Store: t.TempDir()})
	var n atomic.Int64
	broken := errors.New("no space left")
	s.packs.(*Dir).fault = func(op string) error {
		if op == "sync" && n.Add(1)%3 == 0 {
			return broken
		}
		return nil
	}
	var mu sync.Mutex
	good := map[int]bool{}
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			err := s.Add(segment("s", "v", i, base))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				good[i] = true
			case !errors.Is(err, broken):
				t.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	for i := range 200 { // the recorder tries again
		for !good[i] {
			good[i] = s.Add(segment("s", "v", i, base)) == nil
		}
	}
	settle(t, s)
	list, err := s.Replay(t.Context(), "app", "s", parcel.KindSegment)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 200 {
		t.Errorf("%d segments, want 200", len(list))
	}
	for i, p := range list {
		if p.Index != i {
			t.Fatalf("segment %d is number %d", i, p.Index)
		}
	}
	if err := s.Reindex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, _ = s.Replay(t.Context(), "app", "s", parcel.KindSegment); len(list) != 200 {
		t.Errorf("%d segments after reindexing", len(list))
	}
}

// A pack that was cut at any byte gives the parcels before the cut.
func TestTornPacks(t *testing.T) {
	dir := t.TempDir()
	s := open(t, Options{Store: dir})
	add(t, s, segment("s", "v", 0, base), segment("s", "v", 1, base), segment("s", "v", 2, base))
	settle(t, s)
	var whole []byte
	var ends []int64
	_ = s.packs.List(t.Context(), func(p PackInfo) error {
		whole = make([]byte, p.Size)
		_ = s.packs.Read(t.Context(), p.Name, 0, whole)
		return s.scan(t.Context(), p, 0, func(_ *parcel.Parcel, at, size int64) error {
			ends = append(ends, at+size)
			return nil
		})
	})
	for cut := range len(whole) + 1 {
		m := &memory{packs: map[string][]byte{"2023-11-14/1700000000000-00.pack": whole[:cut]}}
		r := &Store{packs: m}
		got := 0
		err := r.scan(t.Context(), PackInfo{Name: "2023-11-14/1700000000000-00.pack", Size: int64(cut)}, 0, func(*parcel.Parcel, int64, int64) error {
			got++
			return nil
		})
		want, clean := 0, cut == 0
		for _, e := range ends {
			if int64(cut) >= e {
				want++
				clean = int64(cut) == e
			}
		}
		if got != want || (err == nil) != clean {
			t.Fatalf("cut at %d: %d parcels, %v; want %d", cut, got, err, want)
		}
	}
}

// memory is a store of packs for tests.
type memory struct {
	mu    sync.Mutex
	packs map[string][]byte
	delay func(op string) error
	n     int
}

func (m *memory) call(op string) error {
	if m.delay == nil {
		return nil
	}
	return m.delay(op)
}

func (m *memory) Write(_ context.Context, bufs net.Buffers, _ int) (string, int64, error) {
	if err := m.call("write"); err != nil {
		return "", 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.n++
	name := packName(time.UnixMilli(base + int64(m.n)))
	m.packs[name] = bytes.Join(bufs, nil)
	return name, 0, m.call("written")
}
func (m *memory) Writers() int        { return 4 }
func (m *memory) Seal() error         { return nil }
func (m *memory) Growing(string) bool { return false }
func (m *memory) Read(_ context.Context, pack string, offset int64, p []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.packs[pack]
	if !ok || offset+int64(len(p)) > int64(len(b)) {
		return errGone
	}
	copy(p, b[offset:])
	return nil
}

func (m *memory) List(_ context.Context, f func(PackInfo) error) error {
	m.mu.Lock()
	var list []PackInfo
	for name, b := range m.packs {
		list = append(list, PackInfo{name, int64(len(b))})
	}
	m.mu.Unlock()
	for _, p := range list {
		if err := f(p); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Delete(_ context.Context, pack string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.packs, pack)
	return nil
}
func (m *memory) Check(context.Context) error { return m.call("check") }
func (m *memory) Close() error                { return nil }

// A store that answers late or not at all, though it kept what it was given:
// nothing that was acknowledged is lost or there twice.
func TestLateStore(t *testing.T) {
	var n atomic.Int64
	lost := errors.New("timeout")
	m := &memory{packs: map[string][]byte{}, delay: func(op string) error {
		if op == "written" && n.Add(1)%2 == 0 {
			return lost
		}
		return nil
	}}
	s := open(t, Options{packs: m, Index: filepath.Join(t.TempDir(), "i.sqlite")})
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			for s.Add(segment("s", "v", i, base)) != nil {
			}
		})
	}
	wg.Wait()
	settle(t, s)
	if err := s.Reindex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Replay(t.Context(), "app", "s", parcel.KindSegment); err != nil || len(list) != 100 {
		t.Errorf("%d segments, %v", len(list), err)
	}
}

// A store that is slow: nothing is acknowledged before it has kept it, and
// what comes meanwhile waits.
func TestSlowStore(t *testing.T) {
	const segments = 100
	var writes, done atomic.Int64
	began, release := make(chan struct{}), make(chan struct{})
	m := &memory{packs: map[string][]byte{}, delay: func(op string) error {
		if op == "written" && writes.Add(1) == 1 {
			close(began)
			<-release
		}
		return nil
	}}
	s := open(t, Options{packs: m, Index: filepath.Join(t.TempDir(), "i.sqlite")})
	var wg sync.WaitGroup
	for i := range segments {
		wg.Go(func() {
			if err := s.Add(segment("s", "v", i, base)); err != nil {
				t.Errorf("%v", err)
			}
			done.Add(1)
		})
	}
	<-began
	if n := done.Load(); n != 0 {
		t.Errorf("%d were acknowledged before the store had kept anything", n)
	}
	close(release)
	wg.Wait()
	settle(t, s)
	if list, err := s.Replay(t.Context(), "app", "s", parcel.KindSegment); err != nil || len(list) != segments {
		t.Errorf("%d segments, %v", len(list), err)
	}
}

// Two processes on one directory and one index.
func TestTwoStores(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, Options{Store: dir}), open(t, Options{Store: dir})
	var wg sync.WaitGroup
	for i := range 100 {
		for k, s := range []*Store{a, b} {
			if i%3 == 0 || i%2 == k { // every third is sent to both
				wg.Go(func() {
					if err := s.Add(segment("s", "v", i, base)); err != nil {
						t.Error(err)
					}
				})
			}
		}
	}
	wg.Wait()
	settle(t, a)
	settle(t, b)
	for _, s := range []*Store{a, b} {
		list, err := s.Replay(t.Context(), "app", "s", parcel.KindSegment)
		if err != nil || len(list) != 100 {
			t.Fatalf("%d segments, %v", len(list), err)
		}
		n := 0
		if err := s.Read(t.Context(), list, func(*parcel.Parcel) error { n++; return nil }); err != nil || n != 100 {
			t.Errorf("%d read, %v", n, err)
		}
	}
	places, err := a.Places(t.Context(), "app", "s", 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(places); i++ {
		if places[i].Seq <= places[i-1].Seq {
			t.Fatalf("position %d after %d", places[i].Seq, places[i-1].Seq)
		}
	}
	// One that works on its own pack does not have it removed by the other.
	a.opts.Retention.Size = 1
	if n, err := a.Expire(t.Context()); n != 0 || err != nil {
		t.Errorf("%d removed while another store appends to its pack, %v", n, err)
	}
}

// Pictures are sent without a session: they come to those of the same browser
// that go on at that time, in whatever order things come.
func TestPictures(t *testing.T) {
	const minute = 60_000
	picture := func(client, name string, received int64) *parcel.Parcel {
		p := &parcel.Parcel{Kind: parcel.KindImage, Application: "app", Index: -1, Client: client, Name: name, Received: received, Body: []byte(name)}
		p.Session = StandIn(p, "20231114")
		return p
	}
	of := func(p *parcel.Parcel, client string) *parcel.Parcel {
		p.Client = client
		return p
	}
	all := []*parcel.Parcel{
		picture("c1", "early", base), of(segment("s", "v", 0, base+minute), "c1"), picture("c1", "later", base+2*minute), picture("c1", "later", base+2*minute),
		of(segment("s", "v", 1, base+3*minute), "c1"), picture("c2", "other browser", base+minute), picture("c1", "hours later", base+300*minute), of(segment("z", "v", 0, base+301*minute), "c1"),
	}
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5, 6, 7}, {7, 6, 5, 4, 3, 2, 1, 0}, {2, 4, 0, 6, 1, 7, 3, 5}} {
		s := open(t, Options{Store: t.TempDir()})
		for _, i := range order {
			add(t, s, all[i])
			settle(t, s)
		}
		for round := range 2 {
			var names []string
			v, err := s.Session(t.Context(), "s", everything)
			if err != nil {
				t.Fatal(err)
			}
			list, err := s.Places(t.Context(), "app", "s", 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Read(t.Context(), list, func(p *parcel.Parcel) error {
				if p.Kind == parcel.KindImage {
					names = append(names, p.Name)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			slices.Sort(names)
			if strings.Join(names, ",") != "early,later" || list[len(list)-1].Seq >= v.Seq {
				t.Errorf("order %v, round %d: pictures %v, last position %d, next %d", order, round, names, list[len(list)-1].Seq, v.Seq)
			}
			if sessions, _, err := s.List(t.Context(), Find{}); err != nil || len(sessions) != 2 {
				t.Errorf("order %v: %d sessions are listed, %v", order, len(sessions), err)
			}
			if err := s.Reindex(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}
