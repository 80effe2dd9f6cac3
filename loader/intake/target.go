package intake

import (
	"net/http"
	"net/url"
	"strings"
)

// target is where an SDK meant to send a request, and what it says of it.
type target struct {
	track    string // replay, rum, rrweb, another track
	session  string // rrweb: from the path
	token    string
	sdk      string
	deflated bool
}

// findTarget says where a request is meant to go: the path that a proxy is to
// forward to (also as a full URL, as SDK 3 sends it), or the request's own path.
// It is nil for requests that bring nothing.
func findTarget(r *http.Request) *target {
	u := r.URL
	q := u.RawQuery
	if strings.Contains(q, "ddforward=") {
		if f := u.Query().Get("ddforward"); f != "" {
			forward, err := url.Parse(f)
			if err != nil {
				return nil
			}
			u, q = forward, forward.RawQuery
		}
	}
	t := &target{}
	path := strings.TrimSuffix(u.Path, "/")
	if i := strings.Index(path, "/api/v2/"); i >= 0 {
		t.track = path[i+len("/api/v2/"):]
	} else if i := strings.Index(path, "/v1/input/"); i >= 0 {
		t.token = path[i+len("/v1/input/"):]
		t.track = oldTrack(u.Hostname())
	} else if id, ok := strings.CutPrefix(path, "/rrweb/"); ok {
		t.track, t.session = "rrweb", id
	} else {
		return nil
	}
	if strings.Contains(t.track, "/") || t.track == "" {
		return nil
	}
	values, err := url.ParseQuery(q)
	if err != nil {
		values = url.Values{}
	}
	if v := values.Get("dd-api-key"); v != "" {
		t.token = v
	}
	if t.token == "" {
		t.token = r.Header.Get("DD-API-KEY")
	}
	t.sdk = values.Get("dd-evp-origin-version")
	if t.sdk == "" {
		for tag := range strings.SplitSeq(values.Get("ddtags"), ",") {
			if v, ok := strings.CutPrefix(tag, "sdk_version:"); ok {
				t.sdk = v
			}
		}
	}
	t.deflated = values.Get("dd-evp-encoding") == "deflate"
	return t
}

// oldTrack is the track that SDK 3 means by a host of its intake: only the host
// tells.
func oldTrack(host string) string {
	switch {
	case strings.HasPrefix(host, "browser-http-intake"), strings.HasPrefix(host, "browser-intake-logs"), strings.HasPrefix(host, "logs"):
		return "logs"
	case strings.HasPrefix(host, "public-trace"), strings.HasPrefix(host, "trace"):
		return "trace"
	}
	return "rum"
}
