package player_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
)

// TestShopTruth compares the rebuilt page with the live one in the project's own
// recordings, so that a plain clone checks this too.
func TestShopTruth(t *testing.T) {
	for _, tt := range []struct {
		name string
		opts compareOptions
	}{
		{name: "shop-dd7", opts: compareOptions{datadog: true}},
		{name: "shop-dd4", opts: compareOptions{datadog: true, maskInputs: true, maskText: true}},
		{name: "shop-rrweb2", opts: compareOptions{frames: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join("../../testdata/recordings", tt.name)
			var moments []struct {
				Label string
				T     int64
				DOM   any
			}
			readJSON(t, filepath.Join(dir, "truth.json"), &moments)
			rec := open(t, dir)
			p := player.New(rec.Tracks()[0], player.Options{})
			for _, want := range moments {
				s := p.Seek(event.Millis(want.T))
				var got any
				if err := json.Unmarshal(dom.Canonical(s.Tree), &got); err != nil {
					t.Fatal(err)
				}
				if diffs := tt.opts.compare(want.DOM, got); len(diffs) > 0 {
					t.Errorf("%s: %d differences\n  %s", want.Label, len(diffs), strings.Join(diffs[:min(len(diffs), 8)], "\n  "))
				}
			}
		})
	}
}
