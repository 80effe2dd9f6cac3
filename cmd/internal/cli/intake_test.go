package cli_test

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// process is a running intake.
type process struct {
	cmd  *exec.Cmd
	base string
	log  *bytes.Buffer
	done chan struct{}
}

// startIntake starts the intake as a process of its own, on a port of its own.
func startIntake(t *testing.T, args ...string) *process {
	t.Helper()
	home := t.TempDir()
	p := &process{log: &bytes.Buffer{}, done: make(chan struct{})}
	p.cmd = exec.CommandContext(t.Context(), "playhead", append([]string{"intake", "--quiet", "--listen", "127.0.0.1:0", "--log-format", "json"}, args...)...)
	p.cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_DATA_HOME="+home)
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := make(chan string, 1)
	go func() {
		defer close(p.done)
		s := bufio.NewScanner(stderr)
		for s.Scan() {
			var line struct {
				Msg     string `json:"msg"`
				Address string `json:"address"`
			}
			if json.Unmarshal(s.Bytes(), &line) == nil && line.Address != "" {
				address <- line.Address
			}
			p.log.Write(append(s.Bytes(), '\n'))
		}
		_ = p.cmd.Wait()
	}()
	t.Cleanup(p.kill)
	select {
	case p.base = <-address:
	case <-p.done:
		t.Fatalf("the intake ended: %s", p.log)
	}
	return p
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// oneSegment is the request of one small segment.
func oneSegment(session string, index int) (contentType string, body []byte) {
	meta := fmt.Sprintf(`"start":%d,"end":%d,"records_count":1,"has_full_snapshot":false,"index_in_view":%d,"application":{"id":"app"},"session":{"id":%q},"view":{"id":"view"}`, 1700000000000+index, 1700000000000+index, index, session)
	var z, form bytes.Buffer
	w := zlib.NewWriter(&z)
	fmt.Fprintf(w, `{"records":[{"type":4,"timestamp":%d,"data":{"width":1,"height":1,"href":"https://a.test/"}}],%s}`+"\n", 1700000000000+index, meta)
	_ = w.Close()
	m := multipart.NewWriter(&form)
	p, _ := m.CreateFormFile("segment", "x")
	_, _ = p.Write(z.Bytes())
	p, _ = m.CreateFormField("event")
	_, _ = p.Write([]byte("{" + meta + "}"))
	_ = m.Close()
	return m.FormDataContentType(), form.Bytes()
}

// sent counts, by session, which segments were acknowledged.
type sent struct {
	mu    sync.Mutex
	acked map[string]map[int]bool
	other map[int]int // other answers
}

func newSent() *sent { return &sent{acked: map[string]map[int]bool{}, other: map[int]int{}} }

// send posts a segment; false when no answer came.
func (s *sent) send(base, session string, index int) (status int, answered bool) {
	kind, body := oneSegment(session, index)
	resp, err := http.Post(base+"/api/v2/replay?dd-api-key=pub", kind, bytes.NewReader(body))
	if err != nil {
		return 0, false
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	if resp.StatusCode != http.StatusAccepted {
		s.other[resp.StatusCode]++
		return resp.StatusCode, true
	}
	if s.acked[session] == nil {
		s.acked[session] = map[int]bool{}
	}
	s.acked[session][index] = true
	return resp.StatusCode, true
}

func (s *sent) total() int {
	n := 0
	for _, m := range s.acked {
		n += len(m)
	}
	return n
}

// there checks that every acknowledged segment is there, once.
func (s *sent) there(t *testing.T, base string) {
	t.Helper()
	for session, want := range s.acked {
		deadline := time.Now().Add(time.Minute)
		for {
			got, err := segmentsOf(base, session)
			if err != nil {
				t.Fatal(err)
			}
			missing, twice := 0, 0
			for i := range want {
				if got[i] == 0 {
					missing++
				}
			}
			for _, n := range got {
				if n > 1 {
					twice++
				}
			}
			if twice > 0 {
				t.Fatalf("session %s: %d segments are there twice", session, twice)
			}
			if missing == 0 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("session %s: %d of %d acknowledged segments are not there", session, missing, len(want))
			}
		}
	}
}

// segmentsOf asks the server what it has of a session: how often, by index.
func segmentsOf(base, session string) (map[int]int, error) {
	resp, err := http.Get(base + "/sessions/" + session + "/live?after=0&wait=50ms")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close() //nolint:errcheck // read only
	got := map[int]int{}
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		data, ok := strings.CutPrefix(sc.Text(), "data: ")
		if !ok {
			continue
		}
		var a struct {
			Index int `json:"index"`
		}
		if err := json.Unmarshal([]byte(data), &a); err != nil {
			return nil, err
		}
		got[a.Index]++
	}
	return got, sc.Err()
}

// rounds is how often a test of endurance does its thing: a few times, or as
// often as the environment says.
func rounds(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("PLAYHEAD_ROUNDS")); err == nil && n > 0 {
		return n
	}
	return usual
}

// The intake is killed under load at random moments, again and again: everything
// that it acknowledged is there afterwards, once, also with the index made anew.
func TestKilledIntake(t *testing.T) {
	dir := t.TempDir()
	all := newSent()
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), 1))
	next := make([]int, 6)
	for range rounds(5) {
		p := startIntake(t, "--store", dir)
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for k := range next {
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					// The next one, or, where no answer came, the same again.
					if _, answered := all.send(p.base, fmt.Sprint("s", k), next[k]); !answered {
						return
					}
					next[k]++
				}
			})
		}
		enough := all.counted() + 1 + r.IntN(150)
		for all.counted() < enough { // at a random moment of the load
			time.Sleep(time.Duration(r.IntN(3000)) * time.Microsecond)
		}
		p.kill()
		close(stop)
		wg.Wait()
	}
	p := startIntake(t, "--store", dir)
	all.there(t, p.base)
	p.kill()
	if out, err := exec.CommandContext(t.Context(), "playhead", "intake", "reindex", "--store", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	p = startIntake(t, "--store", dir)
	all.there(t, p.base)
	t.Logf("%d segments acknowledged", all.total())
}

func (s *sent) counted() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total()
}

// On a full disk nothing is acknowledged that is not there; with room again it
// goes on.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small file system cannot be mounted here: %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	p := startIntake(t, "--store", filepath.Join(dir, "store"))
	all := newSent()
	n := 0
	for range 20 {
		all.send(p.base, "s", n)
		n++
	}
	ballast := filepath.Join(dir, "ballast")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(f, io.LimitReader(zeros{}, 64<<20)) // until it is full
	_ = f.Close()
	refused := 0
	for range 40 {
		if status, _ := all.send(p.base, "s", n); status == http.StatusServiceUnavailable {
			refused++
		}
		n++
	}
	if refused == 0 {
		t.Error("a full disk refuses nothing")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if status, _ := all.send(p.base, "s", n); status != http.StatusAccepted {
			t.Errorf("%d with room again", status)
		}
		n++
	}
	all.there(t, p.base)
	p.kill()
	p = startIntake(t, "--store", filepath.Join(dir, "store"))
	all.there(t, p.base)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
