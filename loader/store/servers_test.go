//go:build unix

package store

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"playhead/loader/parcel"
)

// daemon is a server that a test starts, kills and starts again.
type daemon struct {
	t    *testing.T
	make func() *exec.Cmd
	addr string
	cmd  *exec.Cmd
}

func (d *daemon) start() {
	d.t.Helper()
	d.cmd = d.make()
	if err := d.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	for range 600 {
		c, err := net.Dial("tcp", d.addr)
		if err == nil {
			_ = c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	d.t.Fatalf("%s does not listen on %s", d.cmd.Path, d.addr)
}

func (d *daemon) kill(sig os.Signal) {
	_ = d.cmd.Process.Signal(sig)
	_ = d.cmd.Wait()
}

// freeAddress returns an address that nobody listens on.
func freeAddress(t *testing.T) (addr, port string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // only its number is wanted
	addr = l.Addr().String()
	_, port, _ = net.SplitHostPort(addr)
	return addr, port
}

// tool finds a program on the path, among the repository's tools or at one of
// the places given; the test is skipped without it.
func tool(t *testing.T, name string, places ...string) string {
	t.Helper()
	if p, err := exec.LookPath(name); err == nil {
		return p
	}
	for _, place := range append(places, "../../.tools/"+name) {
		if found, _ := filepath.Glob(place); len(found) > 0 {
			abs, err := filepath.Abs(found[len(found)-1])
			if err != nil {
				t.Fatal(err)
			}
			return abs
		}
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// postgres starts a PostgreSQL of the test's own.
func postgres(t *testing.T) (d *daemon, url string) {
	t.Helper()
	initdb := tool(t, "initdb", "/usr/lib/postgresql/*/bin/initdb")
	server := tool(t, "postgres", "/usr/lib/postgresql/*/bin/postgres")
	dir, err := os.MkdirTemp("", "pg") // below a folder that another user may enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	attr := &syscall.SysProcAttr{}
	if os.Getuid() == 0 { // PostgreSQL does not run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Skip("there is no user postgres to run PostgreSQL as")
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(dir, "data")
	create := exec.CommandContext(t.Context(), initdb, "-D", data, "-A", "trust", "-U", "intake", "--no-sync")
	create.SysProcAttr, create.Dir = attr, dir
	if out, err := create.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}
	addr, port := freeAddress(t)
	d = &daemon{t: t, addr: addr, make: func() *exec.Cmd {
		cmd := exec.Command(server, "-D", data, "-k", dir, "-c", "listen_addresses=127.0.0.1", "-p", port)
		cmd.SysProcAttr, cmd.Dir = attr, dir
		return cmd
	}}
	d.start()
	t.Cleanup(func() { d.kill(syscall.SIGQUIT) })
	url = "postgres://intake@" + addr + "/postgres?sslmode=disable"
	for range 200 { // it listens before it answers
		x, err := openIndex(t.Context(), url)
		if err == nil {
			_ = x.close()
			return d, url
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("PostgreSQL does not answer")
	return nil, ""
}

// s3server starts a real S3 server over a directory.
func s3server(t *testing.T) (d *daemon, url string) {
	t.Helper()
	bin := tool(t, "versitygw")
	dir := t.TempDir()
	addr, _ := freeAddress(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "testsecret")
	d = &daemon{t: t, addr: addr, make: func() *exec.Cmd {
		return exec.Command(bin, "--access", "test", "--secret", "testsecret", "--port", addr, "posix", dir)
	}}
	d.start()
	t.Cleanup(func() { d.kill(syscall.SIGKILL) })
	url = "s3://replays/some/prefix?endpoint=" + addr + "&tls=false&region=us-east-1"
	_, err := OpenS3(t.Context(), url, os.Getenv)
	if err == nil {
		t.Fatal("a bucket that does not exist is opened")
	}
	s, err := OpenS3(t.Context(), "s3://replays?endpoint="+addr+"&tls=false", os.Getenv)
	if s == nil {
		t.Fatal(err)
	}
	if err := s.client.MakeBucket(t.Context(), "replays", minio.MakeBucketOptions{Region: "us-east-1"}); err != nil {
		t.Fatal(err)
	}
	return d, url
}

// load sends segments to stores from several goroutines, each again until it is
// acknowledged, some to two stores; between them, disturb is called.
func load(t *testing.T, stores []*Store, n int, disturb func(round int)) {
	t.Helper()
	const senders = 8
	var wg sync.WaitGroup
	sent := make(chan struct{}, n)
	for k := range senders {
		wg.Go(func() {
			for i := k; i < n; i += senders {
				for tries := 0; ; tries++ {
					err := stores[(i+tries)%len(stores)].Add(segment(fmt.Sprint("s", i%3), "v", i/3, base))
					if err == nil {
						break
					}
					if tries > 2000 {
						t.Errorf("segment %d: %v", i, err)
						return
					}
					time.Sleep(20 * time.Millisecond)
				}
				sent <- struct{}{}
			}
		})
	}
	for round := 1; round <= 3; round++ {
		for range n / 4 {
			<-sent
		}
		disturb(round)
	}
	for range n - 3*(n/4) {
		<-sent
	}
	wg.Wait()
}

// allThere checks that n segments that load sent are in every store, once, and
// are so after the index was made anew.
func allThere(t *testing.T, stores []*Store, n int) {
	t.Helper()
	for round := range 2 {
		for _, s := range stores {
			total := 0
			for k := range 3 {
				list, err := s.Replay(t.Context(), "app", fmt.Sprint("s", k), parcel.KindSegment)
				if err != nil {
					t.Fatal(err)
				}
				for i, p := range list {
					if p.Index != i {
						t.Fatalf("session s%d: segment %d is number %d", k, i, p.Index)
					}
				}
				total += len(list)
				read := 0
				if err := s.Read(t.Context(), list, func(p *parcel.Parcel) error {
					if want := segment(fmt.Sprint("s", k), "v", p.Index, base); string(p.Body) != string(want.Body) {
						return fmt.Errorf("segment %d of s%d holds %q", p.Index, k, p.Body)
					}
					read++
					return nil
				}); err != nil || read != len(list) {
					t.Fatalf("%d of %d read: %v", read, len(list), err)
				}
			}
			if total != n {
				t.Fatalf("round %d: %d segments, want %d", round, total, n)
			}
		}
		if err := stores[0].Reindex(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// Two intakes on one directory share an index in PostgreSQL, which is killed
// under load: nothing is refused, nothing is lost, nothing is there twice.
func TestPostgres(t *testing.T) {
	d, url := postgres(t)
	dir := t.TempDir()
	stores := []*Store{open(t, Options{Store: dir, Index: url}), open(t, Options{Store: dir, Index: url})}
	const n = 600
	load(t, stores, n, func(int) {
		d.kill(syscall.SIGQUIT) // it does not clean up
		d.start()
	})
	for _, s := range stores {
		settle(t, s)
	}
	allThere(t, stores, n)
	// Retention works the same there.
	add(t, stores[0], segment("other", "v", 0, base+5))
	settle(t, stores[0])
	if err := errors.Join(stores[0].packs.Seal(), stores[1].packs.Seal()); err != nil {
		t.Fatal(err)
	}
	stores[0].opts.Retention.Size = 20
	if _, err := stores[0].Expire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if contents(t, stores[1], "other") == "" || contents(t, stores[1], "s0") != "" {
		t.Error("the oldest sessions are kept, or the newest is not")
	}
	list, _, err := stores[1].List(t.Context(), Find{Applications: []string{"app"}, Bounds: []Bound{{"start", 1, base * 2}}})
	if err != nil || len(list) != 1 {
		t.Errorf("%d sessions, %v", len(list), err)
	}
}

// Two intakes on an S3 server that is killed under load.
func TestS3(t *testing.T) {
	d, place := s3server(t)
	index := filepath.Join(t.TempDir(), "i.sqlite")
	stores := []*Store{open(t, Options{Store: place, Index: index}), open(t, Options{Store: place, Index: index})}
	const n = 300
	load(t, stores, n, func(int) {
		d.kill(syscall.SIGKILL)
		d.start()
	})
	for _, s := range stores {
		settle(t, s)
	}
	allThere(t, stores, n)
	stores[0].opts.Retention.Size = 1
	if _, err := stores[0].Expire(t.Context()); err != nil {
		t.Fatal(err)
	}
	left := 0
	if err := stores[0].packs.List(t.Context(), func(PackInfo) error { left++; return nil }); err != nil || left > 0 {
		t.Errorf("%d objects are left, %v", left, err)
	}
}
