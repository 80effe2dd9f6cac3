package layout_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestNested lays out deeply nested containers: measuring must not multiply from
// level to level.
func TestNested(t *testing.T) {
	for _, kinds := range [][]string{
		{"display:flex", "display:flex;flex-direction:column"},
		{"display:flex;flex-wrap:wrap", "display:flex;flex-direction:column;align-items:center"},
		{"display:grid", "display:flex;height:100%"},
		{"display:grid;grid-template-columns:1fr auto", "display:grid;grid-template-rows:1fr auto"},
		{"display:table;height:100%", "display:flex"},
		{"display:inline-flex", "display:inline-grid"},
		{"display:grid;grid-template-columns:subgrid", "display:grid;grid-template-columns:subgrid;grid-template-rows:subgrid"},
		{"columns:2", "columns:3"},
	} {
		t.Run(strings.Join(kinds, " "), func(t *testing.T) {
			const depth = 60
			var b strings.Builder
			b.WriteString("<!DOCTYPE html><body>")
			for i := range depth {
				fmt.Fprintf(&b, `<div style="%s"><div style="flex:1">text %d</div>`, kinds[i%len(kinds)], i)
			}
			start := time.Now()
			load([]byte(b.String()), 1280, 720)
			if d := time.Since(start); d > 2*time.Second {
				t.Errorf("took %v", d)
			} else {
				t.Log(d)
			}
		})
	}
}
