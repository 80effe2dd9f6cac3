package intake_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
	"time"

	"playhead/loader"
	"playhead/loader/intake"
	"playhead/loader/store"
)

// server is an intake under test.
type server struct {
	*intake.Server
	store *store.Store
	url   string
}

func serve(t *testing.T, cfg intake.Config) *server {
	t.Helper()
	return serveStore(t, cfg, store.Options{Store: t.TempDir()})
}

func serveStore(t *testing.T, cfg intake.Config, opts store.Options) *server {
	t.Helper()
	st, err := store.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	s, err := intake.New(cfg, st)
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(func() {
		h.CloseClientConnections()
		h.Close()
		_ = st.Close()
	})
	return &server{s, st, h.URL}
}

// indexed waits until everything that was taken in is in the index.
func (s *server) indexed(t *testing.T) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		changed := s.store.Changed()
		if s.store.Stats.Indexed.Load() >= s.store.Stats.Parcels.Load() {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatalf("not indexed: %v", s.store.Check(t.Context()))
		}
	}
}

// request is what a client sends.
type request struct {
	method, path string
	header       http.Header
	body         []byte
}

func (s *server) do(t *testing.T, r request) (int, string, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), r.method, s.url+r.path, bytes.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range r.header {
		req.Header[k] = v
	}
	if host := r.header.Get("Host"); host != "" {
		req.Host = host
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // nothing is lost with it
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(b)), resp.Header
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

const session, view = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"

// replay is the form of a segment with a page.
func replay(app string, index int) request {
	meta := fmt.Sprintf(`"start":%d,"end":%d,"creation_reason":"init","records_count":2,"has_full_snapshot":%v,"index_in_view":%d,"source":"browser","application":{"id":%q},"session":{"id":%q},"view":{"id":%q}`,
		1700000000000+index*1000, 1700000000000+index*1000+10, index == 0, index, app, session, view)
	records := fmt.Sprintf(`{"type":4,"timestamp":%d,"data":{"width":800,"height":600,"href":"https://shop.test/"}},{"type":2,"timestamp":%d,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[{"type":2,"id":3,"tagName":"body","attributes":{},"childNodes":[{"type":3,"id":4,"textContent":"page %d"}]}]}]},"initialOffset":{"top":0,"left":0}}}`,
		1700000000000+index*1000, 1700000000000+index*1000+10, index)
	return form(part{"segment", session + "-1", deflate([]byte(`{"records":[` + records + `],` + meta + "}\n"))}, part{"event", "blob", []byte("{" + meta + "}")})
}

type part struct {
	name, file string
	body       []byte
}

func form(parts ...part) request {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, p := range parts {
		h := textproto.MIMEHeader{}
		disposition := fmt.Sprintf(`form-data; name=%q`, p.name)
		if p.file != "" {
			disposition += fmt.Sprintf(`; filename=%q`, p.file)
		}
		h.Set("Content-Disposition", disposition)
		pw, _ := w.CreatePart(h)
		_, _ = pw.Write(p.body)
	}
	_ = w.Close()
	return request{"POST", "/api/v2/replay?dd-api-key=pub1&ddsource=browser&dd-evp-origin-version=7.1.0", http.Header{"Content-Type": {w.FormDataContentType()}}, body.Bytes()}
}

func with(r request, change func(*request)) request {
	r.header = r.header.Clone()
	if r.header == nil {
		r.header = http.Header{}
	}
	change(&r)
	return r
}

func rumEvents(app string) []byte {
	return fmt.Appendf(nil, `{"type":"view","date":1700000000000,"application":{"id":%[1]q},"session":{"id":%[2]q},"view":{"id":%[3]q,"url":"https://shop.test/"},"usr":{"name":"Ada"},"_dd":{"document_version":1}}
{"type":"error","date":1700000000500,"application":{"id":%[1]q},"session":{"id":%[2]q},"view":{"id":%[3]q},"error":{"message":"boom"}}
`, app, session, view)
}

func forward(r request, target string) request {
	return with(r, func(r *request) { r.path = "/any/path?x=1&ddforward=" + url.QueryEscape(target) })
}

// What comes is taken in whatever way it was sent, or refused with a reason.
func TestAnswers(t *testing.T) {
	s := serve(t, intake.Config{Limits: intake.Limits{Body: 100_000, Inflated: 200_000}})
	plain := func(path string, body []byte) request { return request{"POST", path, http.Header{}, body} }
	rum := "/api/v2/rum?dd-api-key=pub1&dd-evp-origin-version=7.1.0"
	flat := form(part{"segment", "x", deflate([]byte(`{"records":[]}`))}, part{"application.id", "", []byte("app")}, part{"session.id", "", []byte(session)},
		part{"view.id", "", []byte(view)}, part{"start", "", []byte("1700000000000")}, part{"end", "", []byte("1700000000001")}, part{"records_count", "", []byte("1")})
	bomb := deflate(bytes.Repeat([]byte(" "), 300_000))
	event := `{"type":4,"timestamp":1700000000000,"data":{"href":"https://a/","width":1,"height":1}}`
	for _, c := range []struct {
		name   string
		r      request
		status int
		reason string
	}{
		{"segment", replay("app", 0), 202, ""},
		{"segment through a proxy", forward(replay("app", 1), "/api/v2/replay?ddsource=browser&dd-api-key=pub1"), 202, ""},
		{"segment of SDK 3", forward(flat, "https://session-replay.browser-intake-datadoghq.com/api/v2/replay?dd-api-key=pub1"), 202, ""},
		{"picture", form(part{"image", "10x10-abc", []byte("RIFF....WEBP")}, part{"event", "blob", []byte(`{"application":{"id":"app"},"type":"resource"}`)}), 202, ""},
		{"RUM events", plain(rum, rumEvents("app")), 202, ""},
		{"RUM events, deflated", plain(rum+"&dd-evp-encoding=deflate", deflate(rumEvents("app"))), 202, ""},
		{"RUM events, not ended", plain(rum+"&dd-evp-encoding=deflate", deflate(rumEvents("app"))[:len(deflate(rumEvents("app")))-4]), 202, ""},
		{"RUM events of SDK 3", forward(plain("", rumEvents("app")), "https://rum-http-intake.logs.datadoghq.com/v1/input/pub1?ddsource=browser"), 202, ""},
		{"RUM events of SDK 3, direct", plain("/v1/input/pub1?ddsource=browser", rumEvents("app")), 202, ""},
		{"beacon", with(plain(rum+"&_dd.api=beacon", rumEvents("app")), func(r *request) { r.header.Set("Content-Type", "text/plain;charset=UTF-8") }), 202, ""},
		{"logs", plain("/api/v2/logs?dd-api-key=pub1", []byte(`{"message":"x"}`)), 202, ""},
		{"another track", forward(plain("", []byte("anything")), "/api/v2/profile?dd-api-key=pub1"), 202, ""},
		{"rrweb array", plain("/rrweb/s-1", []byte("["+event+","+event+"]")), 202, ""},
		{"rrweb lines", plain("/rrweb/s-1", []byte(event+"\n"+event+"\n")), 202, ""},
		{"rrweb wrapped", plain("/rrweb/s-1", []byte(`{"events":[`+event+`]}`)), 202, ""},

		{"body too large", plain(rum, bytes.Repeat([]byte("x"), 100_001)), 413, "100001 bytes"},
		{"events too large when inflated", plain(rum+"&dd-evp-encoding=deflate", bomb), 413, "inflated"},
		{"rrweb too large when inflated", with(plain("/rrweb/s-1", bomb), func(r *request) { r.header.Set("Content-Encoding", "deflate") }), 413, "inflated"},
		{"no form", with(replay("app", 0), func(r *request) { r.header.Set("Content-Type", "text/plain") }), 415, "multipart"},
		{"form without boundary", with(replay("app", 0), func(r *request) { r.header.Set("Content-Type", "multipart/form-data") }), 415, "multipart"},
		{"unknown encoding", with(plain("/rrweb/s-1", []byte(event)), func(r *request) { r.header.Set("Content-Encoding", "br") }), 415, "br"},
		{"empty", plain(rum, nil), 400, "empty"},
		{"form that is cut", with(replay("app", 0), func(r *request) { r.body = r.body[:len(r.body)-10] }), 400, "no end"},
		{"form without a segment", form(part{"event", "blob", []byte("{}")}), 400, "neither"},
		{"segment that is not compressed", form(part{"segment", "x", []byte(`{"records":[]}`)}, part{"event", "b", []byte("{}")}), 400, "deflate"},
		{"description that is no JSON", form(part{"segment", "x", deflate([]byte("{}"))}, part{"event", "b", []byte("{")}), 400, "event"},
		{"no session", form(part{"segment", "x", deflate([]byte("{}"))}, part{"event", "b", []byte(`{"application":{"id":"a"},"view":{"id":"v"}}`)}), 400, "session"},
		{"session that is a path", form(part{"segment", "x", deflate([]byte("{}"))}, part{"event", "b", []byte(`{"application":{"id":"a"},"session":{"id":"../../etc/passwd"},"view":{"id":"v"}}`)}), 400, "session"},
		{"view with controls", form(part{"segment", "x", deflate([]byte("{}"))}, part{"event", "b", []byte(`{"application":{"id":"a"},"session":{"id":"s"},"view":{"id":"\u001b[2J"}}`)}), 400, "view"},
		{"no RUM event", plain(rum, []byte("hello\n")), 400, "no RUM event"},
		{"RUM events of two applications", plain(rum, append(rumEvents("app"), rumEvents("app2")...)), 400, "several"},
		{"damaged deflate", plain(rum+"&dd-evp-encoding=deflate", []byte("\x78\x9cgarbage")), 400, "inflate"},
		{"rrweb that is none", plain("/rrweb/s-1", []byte(`[{"a":1}]`)), 400, "event 1"},
		{"rrweb that is cut", plain("/rrweb/s-1", []byte("["+event+",")), 400, "events"},
		{"rrweb of numbers", plain("/rrweb/s-1", []byte("[1,2]")), 400, "objects"},
		{"rrweb session with a slash", plain("/rrweb/a%2Fb", []byte(event)), 400, "session"},
		{"nothing that is known", plain("/elsewhere", []byte("x")), 404, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body, _ := s.do(t, c.r)
			if status != c.status || !strings.Contains(body, c.reason) {
				t.Errorf("%d %q, want %d %q", status, body, c.status, c.reason)
			}
		})
	}
	if n := s.Requests("logs", 202); n != 1 {
		t.Errorf("%d requests with logs are counted", n)
	}
	s.indexed(t)
	status, body, _ := s.do(t, request{method: "GET", path: "/sessions/" + session})
	var d intake.Description
	if err := json.Unmarshal([]byte(body), &d); err != nil || status != 200 {
		t.Fatalf("%d %s: %v", status, body, err)
	}
	if d.Segments != 3 || d.UserName != "Ada" || d.Application != "app" || d.SDK != "7.1.0" || len(d.ViewList) != 1 {
		t.Errorf("session %+v", d)
	}
	rec, err := loader.Open(t.Context(), []string{s.url + "/sessions/" + session}, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close() //nolint:errcheck // nothing is lost with it
	if err := rec.Wait(t.Context()); err != nil || string(rec.Picture("10x10-abc")) != "RIFF....WEBP" {
		t.Errorf("the picture is %q, %v", rec.Picture("10x10-abc"), err)
	}
}

// The same requests again change nothing.
func TestRepeats(t *testing.T) {
	s := serve(t, intake.Config{})
	ask := func() string {
		_, body, _ := s.do(t, request{method: "GET", path: "/sessions/" + session})
		return body
	}
	var first string
	for round := range 3 {
		for i := range 3 {
			if status, body, _ := s.do(t, replay("app", i)); status != 202 {
				t.Fatalf("%d %s", status, body)
			}
		}
		s.indexed(t)
		switch now := ask(); {
		case round == 0:
			first = now
		case now != first:
			t.Errorf("round %d: %s, not %s", round, now, first)
		}
	}
	if n := s.store.Stats.Parcels.Load(); n != 3 {
		t.Errorf("%d parcels", n)
	}
}

func TestCORS(t *testing.T) {
	s := serve(t, intake.Config{Applications: []intake.Application{{ID: "app", Tokens: []string{"pub1"}, Origins: []string{"https://shop.test"}}}, Readers: readers("all")})
	for origin, want := range map[string]int{"https://shop.test": 202, "https://evil.test": 403, "": 202} {
		r := with(replay("app", 0), func(r *request) {
			if origin != "" {
				r.header.Set("Origin", origin)
			}
		})
		status, body, h := s.do(t, r)
		if status != want || (h.Get("Access-Control-Allow-Origin") == origin) != (want == 202) {
			t.Errorf("%s: %d %s %v", origin, status, body, h)
		}
		pre := with(r, func(r *request) {
			r.method, r.body = "OPTIONS", nil
			r.header.Set("Access-Control-Request-Headers", "content-type")
		})
		if origin == "" {
			continue
		}
		if status, _, h = s.do(t, pre); want == 202 && (status != 204 || h.Get("Access-Control-Allow-Headers") != "content-type") || want != 202 && status != 403 {
			t.Errorf("%s: preflight %d %v", origin, status, h)
		}
	}
	if _, _, h := s.do(t, request{method: "GET", path: "/sessions", header: http.Header{"Origin": {"https://shop.test"}, "Authorization": {"Bearer " + token("all")}}}); h.Get("Access-Control-Allow-Origin") != "" {
		t.Error("pages may read")
	}
}

// tokens by name; they are made from the name, so that tests need not carry them around.
func token(name string) string { return "phr_" + name }

func readers(names ...string) []intake.Reader {
	var out []intake.Reader
	for _, n := range names {
		r := intake.Reader{Name: n, Hash: intake.HashOf(token(n))}
		if n != "all" {
			r.Applications = []string{n}
		}
		out = append(out, r)
	}
	return out
}

// Applications send for themselves alone, and their readers see nothing else.
func TestRights(t *testing.T) {
	s := serve(t, intake.Config{
		Applications: []intake.Application{{ID: "app-a", Tokens: []string{"pub1"}}, {ID: "app-b", Tokens: []string{"pub2"}}},
		Readers:      readers("app-a", "app-b", "all"),
	})
	as := func(r request, token string) request {
		return with(r, func(r *request) { r.path = strings.Replace(r.path, "pub1", token, 1) })
	}
	for _, c := range []struct {
		app, token string
		want       int
	}{{"app-a", "pub1", 202}, {"app-b", "pub1", 403}, {"app-a", "pub3", 403}, {"app-a", "", 403}, {"app-b", "pub2", 202}} {
		if status, body, _ := s.do(t, as(replay(c.app, 0), c.token)); status != c.want {
			t.Errorf("%s with %q: %d %s", c.app, c.token, status, body)
		}
	}
	if status, _, _ := s.do(t, request{"POST", "/rrweb/only-b", http.Header{"Dd-Api-Key": {"pub2"}}, []byte(`[{"type":4,"timestamp":1700000000000,"data":{}}]`)}); status != 202 {
		t.Errorf("rrweb: %d", status)
	}
	s.indexed(t)
	paths := []string{"/sessions/only-b", "/sessions/only-b/segments", "/sessions/only-b/rum", "/sessions/only-b/parcels", "/rum/replay/sessions/only-b", "/sessions/only-b/live?wait=1ms"}
	for _, p := range append(paths, "/sessions", "/metrics") {
		for _, bad := range []string{"", "phr_wrong", token("all") + "x"} {
			if status, _, _ := s.do(t, request{method: "GET", path: p, header: http.Header{"Authorization": {"Bearer " + bad}}}); status != 401 {
				t.Errorf("%s with %q: %d", p, bad, status)
			}
		}
	}
	get := func(path, who string) (int, string) {
		status, body, _ := s.do(t, request{method: "GET", path: path, header: http.Header{"Authorization": {"Bearer " + token(who)}}})
		return status, body
	}
	for _, p := range paths {
		if status, _ := get(p, "app-a"); status != 404 {
			t.Errorf("%s: %d for another application's reader", p, status)
		}
		if status, body := get(p, "app-b"); status != 200 {
			t.Errorf("%s: %d %s for its own", p, status, body)
		}
	}
	for who, want := range map[string]int{"app-a": 1, "app-b": 2, "all": 3} {
		_, body := get("/sessions", who)
		var l intake.Listing
		if err := json.Unmarshal([]byte(body), &l); err != nil || len(l.Sessions) != want {
			t.Errorf("%s sees %d sessions, %v", who, len(l.Sessions), err)
		}
	}
	for who, want := range map[string]string{"app-a": "app-a", "app-b": "app-b"} {
		_, body := get("/sessions/"+session, who)
		if !strings.Contains(body, want) || strings.Contains(body, map[string]string{"app-a": "app-b", "app-b": "app-a"}[who]) {
			t.Errorf("%s gets %s", who, body)
		}
	}
	if status, _, _ := s.do(t, request{method: "PUT", path: "/sessions/only-b/pin", header: http.Header{"Authorization": {"Bearer " + token("app-a")}}}); status != 404 {
		t.Errorf("pin by another application's reader: %d", status)
	}
}

// An open server answers under its own name only: a page that makes its own name
// point at it reads nothing.
func TestRebinding(t *testing.T) {
	s := serve(t, intake.Config{})
	if status, _, _ := s.do(t, request{method: "GET", path: "/sessions", header: http.Header{"Host": {"evil.test:8126"}}}); status != 403 {
		t.Errorf("%d under another name", status)
	}
	if status, _, _ := s.do(t, request{method: "GET", path: "/sessions", header: http.Header{"Host": {"localhost:8126"}}}); status != 200 {
		t.Errorf("%d under its own name", status)
	}
}

func TestRates(t *testing.T) {
	now := time.UnixMilli(1700000000000)
	s := serve(t, intake.Config{
		Applications: []intake.Application{{ID: "a", Tokens: []string{"pub1"}, Rate: 0.5}}, Readers: readers("all"),
		Now: func() time.Time { return now },
	})
	counts := map[int]int{}
	for i := range 8 {
		status, _, h := s.do(t, replay("a", i))
		counts[status]++
		if status == 429 && h.Get("Retry-After") != "2" {
			t.Errorf("Retry-After %q", h.Get("Retry-After"))
		}
	}
	if counts[202] != 5 || counts[429] != 3 {
		t.Errorf("answers %v, want 5 times 202 and 3 times 429", counts)
	}
	now = now.Add(2 * time.Second)
	if status, _, _ := s.do(t, replay("a", 9)); status != 202 {
		t.Errorf("%d after the wait", status)
	}
}

func TestConfigCheck(t *testing.T) {
	apps := []intake.Application{{ID: "a", Tokens: []string{"pub1"}}}
	for name, c := range map[string]struct {
		cfg  intake.Config
		want string
	}{
		"loopback":        {intake.Config{Listen: "127.0.0.1:0"}, ""},
		"loopback 6":      {intake.Config{Listen: "[::1]:0"}, ""},
		"everywhere":      {intake.Config{Listen: ":8126"}, "client tokens"},
		"another address": {intake.Config{Listen: "192.0.2.1:8126"}, "client tokens"},
		"a name":          {intake.Config{Listen: "intake.example:8126"}, "client tokens"},
		"no read tokens":  {intake.Config{Listen: ":8126", Applications: apps}, "read token"},
		"both":            {intake.Config{Listen: ":8126", Applications: apps, Readers: readers("all")}, ""},
		"half of TLS":     {intake.Config{CertFile: "x"}, "key"},
		"token twice":     {intake.Config{Applications: append(apps, apps...)}, "twice"},
		"origin":          {intake.Config{Applications: []intake.Application{{ID: "a", Tokens: []string{"t"}, Origins: []string{"shop.test"}}}}, "origin"},
		"plain token":     {intake.Config{Readers: []intake.Reader{{Name: "x", Hash: "secret"}}}, "SHA-256"},
		"no port":         {intake.Config{Listen: "127.0.0.1"}, "host:port"},
	} {
		err := c.cfg.Check()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	tok, hash := intake.NewToken()
	if intake.HashOf(tok) != hash || strings.Contains(hash, tok) {
		t.Errorf("token %s, hash %s", tok, hash)
	}
}

// A store that fails is answered so that recorders try again, and tells nothing
// of its inside.
func TestStoreFails(t *testing.T) {
	s := serve(t, intake.Config{})
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	status, body, h := s.do(t, replay("app", 0))
	if status != 503 || h.Get("Retry-After") == "" || strings.Contains(body, "closed") {
		t.Errorf("%d %q %v", status, body, h)
	}
	if status, _, _ := s.do(t, request{method: "GET", path: "/readyz"}); status != 503 {
		t.Errorf("ready: %d", status)
	}
	if status, _, _ := s.do(t, request{method: "GET", path: "/healthz"}); status != 200 {
		t.Errorf("healthy: %d", status)
	}
}

// Whoever sends a body too slowly is cut off, and a stop lets others finish.
func TestSlowClientAndStop(t *testing.T) {
	st, err := store.Open(t.Context(), store.Options{Store: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close() //nolint:errcheck // nothing is lost with it
	s, err := intake.New(intake.Config{Listen: "127.0.0.1:0", Limits: intake.Limits{Read: 200 * time.Millisecond}}, st)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	base := make(chan string, 1)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, func(u *url.URL) { base <- u.String() }) }()
	at := <-base
	r, w := io.Pipe()
	defer w.Close() //nolint:errcheck // nothing is lost with it
	go func() { _, _ = w.Write([]byte("x")) }()
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, at+"/api/v2/rum?dd-api-key=p", r)
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusRequestTimeout {
			t.Errorf("a slow body is answered with %d", resp.StatusCode)
		}
	}
	follow, err := http.Get(at + "/healthz")
	if err != nil || follow.StatusCode != 200 {
		t.Errorf("the server is gone: %v", err)
	}
	_ = follow.Body.Close()
	stop()
	if err := <-ended; err != nil {
		t.Errorf("stop: %v", err)
	}
}

func TestQueriesAndPages(t *testing.T) {
	s := serve(t, intake.Config{})
	for i := range 25 {
		body := fmt.Appendf(nil, `[{"type":4,"timestamp":%d,"data":{}},{"type":3,"timestamp":%d,"data":{}}]`, 1700000000000+i*60_000, 1700000000000+i*60_000+i*1000)
		if status, text, _ := s.do(t, request{"POST", fmt.Sprintf("/rrweb/s%02d", i), nil, body}); status != 202 {
			t.Fatalf("%d %s", status, text)
		}
	}
	s.indexed(t)
	list := func(q, after string, limit int) (ids []string, next string) {
		t.Helper()
		status, body, _ := s.do(t, request{method: "GET", path: "/sessions?" + url.Values{"q": {q}, "after": {after}, "limit": {fmt.Sprint(limit)}}.Encode()})
		var l intake.Listing
		if err := json.Unmarshal([]byte(body), &l); err != nil || status != 200 {
			t.Fatalf("%s: %d %s", q, status, body)
		}
		for _, v := range l.Sessions {
			ids = append(ids, v.ID)
		}
		return ids, l.Next
	}
	var all []string
	after := ""
	for {
		ids, next := list("", after, 10)
		all = append(all, ids...)
		if after = next; next == "" {
			break
		}
	}
	if len(all) != 25 || all[0] != "s24" || all[24] != "s00" {
		t.Errorf("pages give %v", all)
	}
	for q, want := range map[string]int{"duration:>20s": 4, "duration:<=2s AND format:rrweb": 3, "id:s0": 10, "start:>=2023-11-14T22:30Z": 8, "format:datadog": 0, "s07": 1, "-id:s0": 15} {
		if ids, _ := list(q, "", 100); len(ids) != want {
			t.Errorf("%s gives %v, want %d", q, ids, want)
		}
	}
	for _, q := range []string{"nonsense:1", "a THEN b", "(", "start:>"} {
		if status, body, _ := s.do(t, request{method: "GET", path: "/sessions?q=" + url.QueryEscape(q)}); status != 400 || body == "" {
			t.Errorf("%s: %d %s", q, status, body)
		}
	}
	if status, _, _ := s.do(t, request{method: "GET", path: "/sessions?after=x"}); status != 400 {
		t.Errorf("a wrong cursor: %d", status)
	}
}
