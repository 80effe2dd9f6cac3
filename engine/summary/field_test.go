package summary

import (
	"testing"

	"playhead/engine/query"
)

func TestQueries(t *testing.T) {
	s := sample()
	for q, want := range map[string]bool{
		"": true, "ada": true, "user:ada": true, "user:zoe": false, "errors:1": true, "errors:>1": false, "url:/cart": true,
		"url:*/cart": true, "duration:>30s": true, "duration:>2m": false, "size:>4kB": true, "live:1": true, "live:*": true,
		"frustrations:>=6 -browser:firefox": true, "format:datadog": true, "format:data": false, "rage:0 OR dead:2": true,
		"start:1970-01-01": true, "start:>1970-01-01": false, "clicks:3..7": true, "boom": true,
	} {
		parsed, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		if err := parsed.Check(QueryFields()); err != nil {
			t.Error(err)
		}
		if got := parsed.Match(&s); got != want {
			t.Errorf("%s: %v", q, got)
		}
	}
}
