package ui

import (
	"io"
	"time"

	"playhead/engine/cell"
	"playhead/engine/moment"
	"playhead/engine/render"
	"playhead/engine/signal"
	"playhead/ui/keymap"
)

// Look says which of two palettes the interface uses.
type Look uint8

// Looks.
const (
	LookAuto  Look = iota // ask the terminal for its background
	LookDark              // for a dark background
	LookLight             // for a light one
)

// Options configure [Run].
type Options struct {
	Recording Recording
	// Library has several recordings to choose from, instead of Recording. Marks of
	// those that were watched are kept in WatchedFile, "" for nowhere.
	Library     Library
	WatchedFile string
	// QueriesFile keeps the queries of the list that were saved, "" for nowhere.
	QueriesFile string
	// Title names the recording on screen. Reopen are the words of the command
	// that opens it again, none where that cannot be.
	Title  string
	Reopen []string
	// Signals are the rules by which frustration is told.
	Signals signal.Profile
	// Notes is the file with the notes of the recording, "" where they are not
	// kept.
	Notes string
	// YankFile is written with what is copied, "" for none.
	YankFile string

	// Start is where playback begins where HasStart. View is a view's number
	// from 1 or its id; playback begins there, or goes to the tab that has it.
	Start    moment.Moment
	HasStart bool
	View     string
	// Paused starts without playing. Speed is the first speed, 0 for 1.
	Paused bool
	Speed  float64
	// NoSkip plays inactivity out. SkipAfter is how long nothing must happen for
	// it to be skipped, 0 for 5 s.
	NoSkip    bool
	SkipAfter time.Duration
	// Zoom is "fit", "100%", "50%" or "reader"; "" means fit.
	Zoom string
	// Colors, MinContrast and Links are how pages look, as the renderer has them.
	Colors      render.ColorMode
	MinContrast float64
	Links       bool

	// Look and ASCII are how the interface looks. Profile forces a number of
	// colours where HasProfile; otherwise the terminal is asked.
	Look       Look
	ASCII      bool
	Profile    cell.Profile
	HasProfile bool
	// NoMouse leaves the mouse to the terminal at first.
	NoMouse bool
	// FPS caps the frames per second while playing, 0 for 30.
	FPS int
	// Bandwidth is how many bytes per second the terminal is sent at most while
	// playing, 0 for as many as it takes.
	Bandwidth int
	// Keys replaces the keys of actions.
	Keys []keymap.Rebinding
	// Zone is the viewer's time zone, nil for UTC.
	Zone *time.Location

	// Bare leaves out the lines around the page, NoPane the side pane at first,
	// Unmarked what lies over the page: pointer, clicks, labels, notices.
	Bare, NoPane, Unmarked bool

	// Input and Output are the terminal; nil for the process's own. Environ is
	// its environment, nil for the process's own.
	Input   io.Reader
	Output  io.Writer
	Environ []string
	// Width and Height are the size where it cannot be asked for.
	Width, Height int

	// Rest, where there is one, is called when the player comes to rest: nothing
	// plays, nothing is at work and nobody does anything. It runs beside the player.
	Rest func()

	// Runtime is the clock; nil for the real one.
	Runtime Runtime
}

const (
	defaultFPS       = 30
	defaultSkipAfter = 5 * time.Second
)
