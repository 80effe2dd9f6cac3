package intake

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"playhead/loader/parcel"
)

// Whatever is sent gives a parcel with good ids, or a refusal.
func FuzzRequest(f *testing.F) {
	f.Add("/api/v2/replay?dd-api-key=p", "multipart/form-data; boundary=b", []byte("--b\r\nContent-Disposition: form-data; name=\"segment\"; filename=\"x\"\r\n\r\n\x78\x9c\x01\x02\x03\x04\x05\r\n--b\r\nContent-Disposition: form-data; name=\"event\"\r\n\r\n{\"session\":{\"id\":\"s\"},\"view\":{\"id\":\"v\"},\"application\":{\"id\":\"a\"},\"index_in_view\":1e99,\"start\":-5}\r\n--b--\r\n"))
	f.Add("/x?ddforward=%2Fapi%2Fv2%2Frum%3Fdd-evp-encoding%3Ddeflate", "text/plain", []byte("\x78\x9c"))
	f.Add("/v1/input/pub1", "", []byte(`{"type":"view","date":1,"session":{"id":"s"},"application":{"id":"a"},"view":{"id":"v"}}`))
	f.Add("/rrweb/s", "", []byte(`[{"type":2,"timestamp":5,"data":{}}]`))
	f.Add("/x?ddforward=http%3A%2F%2F%5B%3A%3A%2Fapi%2Fv2%2Freplay", "", []byte("x"))
	cfg := Config{Limits: Limits{Inflated: 1 << 20}}
	cfg.fill()
	s := &Server{cfg: cfg}
	f.Fuzz(func(t *testing.T, path, kind string, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		u, err := r.URL.Parse(path)
		if err != nil {
			return
		}
		r.URL = u
		r.Header.Set("Content-Type", kind)
		target := findTarget(r)
		if target == nil {
			return
		}
		p, err := s.parcel(r, target, &s.anybody, body)
		var no *refusal
		switch {
		case errors.As(err, &no):
			if no.status < 400 || no.status > 499 || no.reason == "" {
				t.Fatalf("%d %q", no.status, no.reason)
			}
		case errors.Is(err, errIgnored):
		case err != nil:
			t.Fatalf("neither refused nor taken: %v", err)
		default:
			if _, err := p.Encode(); err != nil || !parcel.ValidID(p.Application) || p.Kind != parcel.KindImage && !parcel.ValidID(p.Session) {
				t.Fatalf("%+v: %v", p, err)
			}
		}
	})
}
