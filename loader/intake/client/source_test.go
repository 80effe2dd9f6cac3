package client

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	const id, server = "8ddce9e2-6aa7-4670-a95d-abac2030e454", "http://intake:8126"
	for _, c := range []struct{ source, server, want string }{
		{"http://h:1/sessions/" + id, "", "http://h:1 " + id + "  0"},
		{"https://h/some/prefix/sessions/" + id + "/", "", "https://h/some/prefix " + id + "  0"},
		{"http://h:1/sessions/" + id + "/segments?application=a", "", "http://h:1 " + id + "  0"},
		{id, server, server + " " + id + "  0"},
		{id, "intake:8126", server + " " + id + "  0"},
		{"https://app.datadoghq.com/rum/replay/sessions/" + id + "?seed=v1&from=1700000000000", server, server + " " + id + " v1 1700000000000"},
		{"http://h:1/rum/replay/sessions/" + id + "?seed=v1&from=5", "", "http://h:1 " + id + " v1 5"},
		{"https://app.datadoghq.eu/rum/replay/sessions/" + id, "", "no server given"},
		{id, "", "no server given"},
		{"http://h:1/other/" + id, "", "not the address of a session"},
		{"http://h:1/sessions/a%20b", "", "not a session id"},
		{"http://h:1/sessions/", "", "not a session id"},
		{"http://h:1/rum/replay/sessions/" + id + "?from=x", "", "not a time"},
		{"ftp://h/sessions/" + id, "", "not the address of a session"},
	} {
		s, err := Parse(c.source, c.server)
		got := ""
		if err == nil {
			got = fmt.Sprint(s.Server, " ", s.Session, " ", s.View, " ", s.From)
		}
		if got != c.want && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %q, %v; want %q", c.source, got, err, c.want)
		}
	}
	if _, err := Parse(id, ""); !errors.Is(err, ErrNoServer) {
		t.Error(err)
	}
}

// The cache removes what was not used for longest.
func TestTrim(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{"old", "middle", "new"} {
		path := filepath.Join(dir, name+cacheSuffix)
		if err := os.WriteFile(path, make([]byte, 100), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(1_700_000_000+i), 0)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	trim(dir, 250)
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 2 || filepath.Base(left[0]) == "old"+cacheSuffix || filepath.Base(left[1]) == "old"+cacheSuffix {
		t.Errorf("left are %v, %v", left, err)
	}
}
