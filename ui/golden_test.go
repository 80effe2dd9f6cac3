package ui

import (
	"fmt"
	"testing"
	"time"

	"playhead/engine/cell"
)

// TestScreens compares whole screens, in every look, with files. The page is
// plain text: how pages look is tested elsewhere.
func TestScreens(t *testing.T) {
	for _, l := range looks {
		for _, s := range checkedSizes {
			name := fmt.Sprintf("failed-payment-%s-%dx%d", l.name, s[0], s[1])
			t.Run(name, func(t *testing.T) {
				a := start(t, plainCheckout(), s[0], s[1], l.set)
				a.press("]", "e").pass(2 * time.Second)
				a.golden(name)
			})
			name = fmt.Sprintf("recordings-%s-%dx%d", l.name, s[0], s[1])
			t.Run(name, func(t *testing.T) {
				a := browse(t, newShelf(), s[0], s[1], l.set)
				a.press("j", "m", "k").pass(2 * time.Second).golden(name)
			})
		}
	}
	t.Run("others", func(t *testing.T) {
		a := start(t, plainCheckout(), 80, 24)
		a.press("tab", "j", "j").pass(2 * time.Second).golden("pane-80x24")
		a.press("?").golden("keys-80x24")
		a.press("esc", ":").typeIn("zoom").golden("command-80x24")
		b := start(t, plainCheckout(), 80, 24, func(o *Options) { o.Profile = cell.NoColor })
		b.press("]", "r").pass(2 * time.Second).golden("rage-nocolor-80x24")
		c := start(t, plainCheckout(), 40, 12)
		c.press("space").pass(2 * time.Second).golden("playing-40x12")
	})
}

// plainCheckout is checkout with a page of plain paragraphs, on a viewport that
// is a cell for each 8×16 px.
func plainCheckout() *tape {
	t := checkout()
	for i := range t.tabs[0].events {
		ops := t.tabs[0].events[i].ops
		for j := range ops {
			if n := &ops[j]; n.Name == "button" || n.Name == "h1" {
				n.Name = "p"
			}
		}
	}
	return t
}
