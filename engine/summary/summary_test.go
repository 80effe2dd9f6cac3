package summary

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"playhead/engine/query"
)

func sample() Session {
	return Session{
		ID: "s1", Source: "a.json", Start: 1000, End: 61000, Duration: 60000, Active: 20000,
		Pages: []string{"https://shop.test/", "https://shop.test/cart"}, Views: 3, Tabs: 1,
		Events: 900, Clicks: 7, Inputs: 2, Errors: 1, Requests: 4, Failed: 1, Rage: 1, Dead: 2, ErrorClicks: 3,
		Worst:  &Moment{Time: 5000, Kind: "error", Title: "boom"},
		UserID: "u1", UserName: "Ada", UserEmail: "ada@shop.test",
		Browser: "Chrome 130", OS: "Linux", Device: "Desktop", ViewportW: 1280, ViewportH: 720,
		Format: "datadog", Recorder: "Datadog Browser SDK", SDK: "7.1.0", Application: "app", Service: "shop",
		Version: "1.2", Env: "prod", Privacy: "allow", Size: 5000, Raw: 20000, Gaps: 1, Problems: 2, Live: true,
	}
}

func TestColumns(t *testing.T) {
	s := sample()
	want := map[string]string{
		"start": "1000", "end": "61000", "duration": "60000", "active": "20000", "pages": "2", "views": "3", "tabs": "1",
		"events": "900", "clicks": "7", "inputs": "2", "errors": "1", "requests": "4", "failed": "1", "frustrations": "6",
		"rage": "1", "dead": "2", "errorclicks": "3", "user": "Ada|ada@shop.test|u1", "email": "ada@shop.test",
		"browser": "Chrome 130", "os": "Linux", "device": "Desktop", "viewport": "1280x720", "width": "1280",
		"format": "datadog", "recorder": "Datadog Browser SDK", "sdk": "7.1.0", "application": "app", "service": "shop",
		"version": "1.2", "env": "prod", "privacy": "allow", "size": "5000", "gaps": "1", "problems": "2", "live": "1",
		"worst": "boom", "url": "https://shop.test/|https://shop.test/cart", "id": "s1", "source": "a.json",
	}
	seen := map[string]bool{}
	for _, c := range Columns() {
		if got := strings.Join(c.Texts(&s), "|"); got != want[c.Name] {
			t.Errorf("%s: %q, want %q", c.Name, got, want[c.Name])
		}
		for _, name := range append([]string{c.Name}, c.Also...) {
			if seen[name] {
				t.Errorf("the name %s is there twice", name)
			}
			seen[name] = true
			if found, ok := Lookup(strings.ToUpper(name)); !ok || found.Name != c.Name {
				t.Errorf("%s is not found", name)
			}
		}
		if c.Title == "" || c.About == "" {
			t.Errorf("%s has no title or explanation", c.Name)
		}
		var empty Session
		if got := c.Texts(&empty); !c.Kind.Numeric() && len(got) > 0 {
			t.Errorf("%s of an empty session is %q", c.Name, got)
		}
	}
	if len(want) != len(Columns()) {
		t.Errorf("%d columns, %d expected", len(Columns()), len(want))
	}
	if _, ok := Lookup("nothing"); ok {
		t.Error("an unknown name is found")
	}
}

func TestSort(t *testing.T) {
	list := []Session{
		{ID: "a", Start: 3, Errors: 1, UserName: "zoe"},
		{ID: "b", Start: 1, Errors: 5},
		{ID: "c", Start: 2, Errors: 1, UserName: "Bob"},
		{ID: "d", Start: 2, Errors: 1, UserName: "bob"},
	}
	for _, c := range []struct {
		column     string
		descending bool
		want       string
	}{
		{"start", false, "bcda"},
		{"start", true, "acdb"},
		{"errors", true, "bcda"},
		{"user", false, "cdab"},
		{"user", true, "adcb"},
	} {
		got := slices.Clone(list)
		col, _ := Lookup(c.column)
		Sort(got, col, c.descending)
		var ids strings.Builder
		for _, s := range got {
			ids.WriteString(s.ID)
		}
		if ids.String() != c.want {
			t.Errorf("by %s, descending %v: %s, want %s", c.column, c.descending, ids.String(), c.want)
		}
	}
}

func TestJSON(t *testing.T) {
	s := sample()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Session
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	for _, c := range Columns() {
		if got, want := strings.Join(c.Texts(&back), "|"), strings.Join(c.Texts(&s), "|"); got != want {
			t.Errorf("%s: %q after a round trip, want %q", c.Name, got, want)
		}
	}
}

func TestAddPage(t *testing.T) {
	var s Session
	for i := range MaxPages * 2 {
		s.AddPage(strings.Repeat("x", i))
		s.AddPage("x")
	}
	if len(s.Pages) != MaxPages || s.Pages[0] != "x" {
		t.Errorf("%d pages", len(s.Pages))
	}
}

func TestUser(t *testing.T) {
	for _, c := range []struct {
		s    Session
		want string
	}{
		{Session{}, ""}, {Session{UserID: "1"}, "1"}, {Session{UserID: "1", UserEmail: "a@b"}, "a@b"},
		{Session{UserID: "1", UserEmail: "a@b", UserName: "A"}, "A"},
	} {
		if got := c.s.User(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
}

func TestQuery(t *testing.T) {
	s := sample()
	for text, want := range map[string]bool{
		"":                          true,
		"errors:>0 browser:chrome":  true,
		"errors:>1":                 false,
		"frustrations:6":            true,
		"duration:>=1m":             true,
		"duration:<1m":              false,
		"active:20s":                true,
		"size:>4kB":                 true,
		"start:1970-01-01":          true,
		"start:>1970-01-02":         false,
		"url:/cart":                 true,
		"url:*/cart":                true,
		"url:/car$":                 false,
		"page:/cart/":               true,
		"pages:2":                   true,
		"user:ada@shop.test":        true,
		"user:u1 -user:bob":         true,
		"format:data":               false,
		"format:DataDog":            true,
		"-live:true":                false,
		"live:true":                 true,
		"ada":                       true,
		"boom":                      true,
		"nobody OR worst:boom":      true,
		"exists:privacy":            true,
		"sdk:7.1.0 viewport:1280x*": true,
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if err := q.Check(QueryFields()); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got := q.Match(&s); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	q, _ := query.Parse("browzer:x")
	if err := q.Check(QueryFields()); err == nil || !strings.Contains(err.Error(), "browser") {
		t.Errorf("an unknown field: %v", err)
	}
}
