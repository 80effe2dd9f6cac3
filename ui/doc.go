// Package ui is the player on the terminal: the page, the time axis, the lists,
// and the keys and clicks that move through them.
//
// It takes a [Recording] and [Options] and runs until the user quits. State
// changes only in the model's Update. Work that takes time (reading the
// recording's index, deriving entries, seeking, rendering) runs in commands that
// own what they work on, and comes back as a message with a revision; stale ones
// are dropped. At most one frame is in the making at a time: a slow one drops
// those that would have come between, never an event. While paused and idle,
// nothing is scheduled.
//
// Everything on screen is composed in one cell grid and encoded to one string,
// which stays the same string while nothing changed. The package knows no
// recording format and reads nothing but its Recording.
//
// Files: options.go, recording.go and runtime.go what it is given; model.go the
// state; update.go messages; keys.go keys to actions; act.go actions; jump.go
// moving through time; mouse.go; playback.go the clock; work.go background
// work; index.go what is known of the whole recording; live.go
// staying at the end of a session that goes on; layout.go who gets which
// cells; view.go composing; overlay.go what lies over the page; place.go,
// status.go, axis.go, panes.go, info.go, perfpane.go, inspect.go, peek.go,
// popup.go the parts of the screen; entry.go the prompt; rest.go when nothing
// happens; run.go the program.
//
// Packages below: keymap, theme, canvas, clock, prompt, list; timeline, stage,
// events, perf, inspector draw one part of the screen each.
package ui
