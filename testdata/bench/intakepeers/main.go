// Intakepeers runs plain net/http servers to compare the intake with, and makes
// the load for all of them. It listens on 127.0.0.1 only and ends by itself.
//
//	intakepeers serve -mode discard     read and parse a request, keep nothing
//	intakepeers serve -mode file-fsync  a new file and its fsync for each request
//	intakepeers load -out body          a request as a browser sends it, and a script for wrk
package main

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: intakepeers serve|load …")
	}
	var err error
	switch os.Args[1] {
	case "serve":
		err = serve(os.Args[2:])
	case "load":
		err = load(os.Args[2:])
	default:
		err = errors.New("usage: intakepeers serve|load …")
	}
	if err != nil {
		log.Fatal(err)
	}
}

// serve runs a peer.
func serve(args []string) error {
	fs := flag.NewFlagSet("serve", flag.ExitOnError)
	mode := fs.String("mode", "discard", "discard or file-fsync")
	port := fs.Int("port", 18088, "port on 127.0.0.1")
	life := fs.Duration("for", time.Minute, "end after this")
	dir := fs.String("dir", "", "directory for files")
	_ = fs.Parse(args)
	var n atomic.Int64
	keep := func(b []byte) error { return nil }
	if *mode == "file-fsync" {
		keep = func(b []byte) error {
			f, err := os.Create(filepath.Join(*dir, strconv.FormatInt(n.Add(1), 10)))
			if err != nil {
				return err
			}
			_, err = f.Write(b)
			return errors.Join(err, f.Sync(), f.Close())
		}
	}
	time.AfterFunc(*life, func() { os.Exit(0) })
	s := &http.Server{Addr: "127.0.0.1:" + strconv.Itoa(*port), ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		segment, err := parse(r)
		if err == nil {
			err = keep(segment)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	})}
	return s.ListenAndServe()
}

// parse reads a replay form as any net/http server would.
func parse(r *http.Request) (segment []byte, err error) {
	m, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		p, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			return segment, nil
		}
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(p)
		if err != nil {
			return nil, err
		}
		if p.FormName() == "segment" {
			segment = b
			continue
		}
		var event struct {
			Session struct {
				ID string `json:"id"`
			} `json:"session"`
		}
		if err := json.Unmarshal(b, &event); err != nil {
			return nil, err
		}
	}
}

const boundary = "----WebKitFormBoundaryAbCdEfGhIjKlMnOp"

// load writes a request body in three parts, between which stand numbers that
// make every request another segment of one of 64 sessions.
func load(args []string) error {
	fs := flag.NewFlagSet("load", flag.ExitOnError)
	out := fs.String("out", "body", "where to write; .a .b .c and .lua are added")
	size := fs.Int("size", 24_000, "bytes of the compressed segment")
	_ = fs.Parse(args)
	var segment bytes.Buffer
	z, err := zlib.NewWriterLevel(&segment, zlib.DefaultCompression)
	if err != nil {
		return err
	}
	// Text of four bits a character compresses to half, much as segments do.
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a load, no secret
	var text strings.Builder
	for text.Len() < 2**size {
		fmt.Fprintf(&text, "%x", r.Uint64())
	}
	fmt.Fprintf(z, `{"records":[{"type":3,"data":%q}]}`, text.String())
	if err := z.Close(); err != nil {
		return err
	}
	head := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"segment\"; filename=\"b0000000-0000-4000-8000-000000000000-1700000000000\"\r\nContent-Type: application/octet-stream\r\n\r\n" +
		segment.String() + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"event\"; filename=\"blob\"\r\nContent-Type: application/json\r\n\r\n" +
		`{"raw_segment_size":48000,"compressed_segment_size":24000,"start":1700000000000,"end":1700000004000,"creation_reason":"segment_duration_limit","records_count":120,"has_full_snapshot":false,"source":"browser","application":{"id":"5409a0d1-0000-4000-8000-000000000001"},"session":{"id":"b0000000-0000-4000-8000-`
	middle := `"},"view":{"id":"c0000000-0000-4000-8000-000000000000"},"index_in_view":`
	tail := "}\r\n--" + boundary + "--\r\n"
	for name, b := range map[string]string{"a": head, "b": middle, "c": tail} {
		if err := os.WriteFile(*out+"."+name, []byte(b), 0o600); err != nil {
			return err
		}
	}
	lua := fmt.Sprintf(`local function read(name) local f = io.open(%q .. name, 'rb'); local b = f:read('*all'); f:close(); return b end
local a, b, c = read('.a'), read('.b'), read('.c')
local n = 1000000 + %d * 100000
wrk.method = 'POST'
wrk.headers['Content-Type'] = 'multipart/form-data; boundary=%s'
request = function()
  n = n + 1
  return wrk.format(nil, nil, nil, a .. string.format('%%012d', n %% 64) .. b .. n .. c)
end
done = function(s, l, r)
  local bad = s.errors.status + s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout
  io.write(string.format('%%.0f %%.1f %%.1f %%d\n', s.requests / (s.duration / 1e6), l:percentile(50) / 1000, l:percentile(99) / 1000, bad))
end
`, *out, time.Now().Unix()%10_000, boundary)
	fmt.Println(len(head) + 12 + len(middle) + 7 + len(tail))
	return os.WriteFile(*out+".lua", []byte(lua), 0o600)
}
