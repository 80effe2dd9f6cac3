package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/ui/clock"
	"playhead/ui/display"
	"playhead/ui/events"
	"playhead/ui/inspector"
	"playhead/ui/keymap"
	"playhead/ui/list"
	"playhead/ui/pace"
	"playhead/ui/prompt"
	"playhead/ui/sessions"
	"playhead/ui/stage"
	"playhead/ui/theme"
	"playhead/ui/timeline"
)

// focus is where keys go.
type focus uint8

const (
	onStage focus = iota
	onPane
)

// model is the state of the screen. It changes only in Update; its parts are
// grouped by what they are about.
type model struct {
	rec  Recording
	opts Options
	rt   Runtime
	keys *keymap.Map
	top  context.Context // ends with the program
	ctx  context.Context // ends with the recording shown
	stop context.CancelFunc

	generation int // of the recording shown
	opened     Opened
	deck       deck
	heat       heat

	scr      screen
	play     playback
	rest     rest
	work     work
	all      index
	told     told
	survey   *survey
	stage    stageState
	pane     paneModel
	inspect  inspection
	tl       timeline.Timeline
	axis     axisSize
	peek     peek
	userZone *time.Location // of the recorded user, once it was looked up
	input    input
	popup    popup
	toast    toast
	marks    map[rune]event.Millis
	find     finding
	noted    noted
	face     clock.Face
	debug    debug
	meter    pace.Meter  // of what the terminal takes, nil where nobody measures
	pacer    *pace.Pacer // says when the next frame may be made
	quit     bool

	offscreen bool // nobody waits: keyframes are of no use
	film      bool // moments are shown one after the other, as while playing
}

// screen is the terminal and what it shows now.
type screen struct {
	w, h    int
	layout  layout
	dark    bool
	profile cell.Profile
	ascii   bool
	theme   *theme.Theme
	mouse   bool

	grid    *cell.Grid
	dirty   bool            // the grid is not what the state says
	display *display.Screen // nil where nobody looks
}

// stageState is the page on screen.
type stageState struct {
	view    stage.View
	frame   *render.Frame
	shown   shown // what the frame shows
	tab     int   // index in all.tabs
	fixed   bool  // the tab was chosen by hand
	sel     selection
	waiting bool // no frame of the current recording yet
}

// paneModel is the side pane.
type paneModel struct {
	state paneState
	kind  paneKind
	focus focus
	lists [5]events.View // by events.Pane
	info  list.List
}

// input is keys that are on their way to an action.
type input struct {
	pressed []string      // the beginning of a sequence
	mark    keymap.Action // SetMark or JumpMark wait for a letter
	prompt  promptKind
	line    prompt.Line
	choice  int          // chosen suggestion
	bad     string       // why the filter being typed is none
	count   int          // typed before a jump
	before  event.Millis // where playback was before the digit
	typed   time.Time
	drag    bool
	cursor  int // column of the cursor in the prompt
}

// toast is a short notice that goes by itself.
type toast struct {
	text string
	rev  int
}

// popup is what lies over the rest.
type popup struct {
	kind popupKind
	list list.List
	rows []detailRow // of detailPopup
}

type popupKind uint8

const (
	noPopup popupKind = iota
	helpPopup
	detailPopup
)

func newModel(ctx context.Context, opts Options) (*model, error) {
	keys := keymap.Default()
	if err := keys.Rebind(opts.Keys); err != nil {
		return nil, err
	}
	if opts.Runtime == nil {
		opts.Runtime = realRuntime{ctx}
	}
	if opts.FPS <= 0 {
		opts.FPS = defaultFPS
	}
	if opts.SkipAfter <= 0 {
		opts.SkipAfter = defaultSkipAfter
	}
	m := &model{
		opts: opts, rt: opts.Runtime, keys: keys, top: ctx, ctx: ctx,
	}
	m.scr.grid = cell.NewGrid(0, 0, nil)
	m.scr.dark = opts.Look != LookLight
	m.scr.ascii = opts.ASCII
	m.scr.profile = opts.Profile
	m.scr.mouse = !opts.NoMouse
	m.restyle()
	m.pane.state.bare = opts.Bare
	m.initPlayback()
	m.stage.view.Zoom = stage.ZoomByName(opts.Zoom)
	m.reset()
	m.rec = opts.Recording
	m.opened = Opened{Recording: opts.Recording, Title: opts.Title, Reopen: opts.Reopen, Notes: opts.Notes}
	m.deck.table = sessions.New()
	m.deck.lib, m.deck.shown = opts.Library, opts.Library != nil
	var err error
	if m.deck.watched, err = sessions.LoadWatched(opts.WatchedFile); err != nil {
		return nil, fmt.Errorf("marks of watched recordings: %w", err)
	}
	if m.deck.saved, err = sessions.LoadSaved(opts.QueriesFile); err != nil {
		return nil, fmt.Errorf("saved queries: %w", err)
	}
	m.deck.table.SetSaved(m.deck.saved.List())
	return m, nil
}

// reset forgets everything about the recording that was shown. How it was shown
// stays: pane, zoom, speed, skipping.
func (m *model) reset() {
	zoom := m.stage.view.Zoom
	speed := m.play.clock.Speed()
	m.play = playback{skip: m.play.skip, skipAfter: m.play.skipAfter, fps: m.play.fps, clock: player.NewClock(m.rt.Now)}
	m.play.clock.SetSpeed(speed)
	m.work = work{rev: m.work.rev}
	m.work.init()
	m.all, m.told = index{}, told{}
	m.noted = noted{}
	m.find = finding{rev: m.find.rev + 1}
	m.survey = &survey{signals: m.opts.Signals}
	m.stage = stageState{waiting: true}
	v := &m.stage.view
	v.Zoom, v.Colors, v.MinContrast, v.Links = zoom, m.opts.Colors, m.opts.MinContrast, m.opts.Links
	for p := range m.pane.lists {
		m.pane.lists[p] = events.View{Pane: events.Pane(p)}
	}
	m.pane.info = list.List{}
	m.tl, m.peek, m.userZone = timeline.Timeline{}, peek{}, nil
	m.inspect = inspection{view: inspector.New()}
	m.input = input{}
	m.popup = popup{}
	m.marks = make(map[rune]event.Millis)
	m.scr.dirty = true
}

// restyle makes the theme anew after the terminal told about itself.
func (m *model) restyle() {
	m.scr.theme = theme.New(m.scr.dark, m.scr.profile, m.scr.ascii)
	m.scr.display.SetProfile(m.scr.profile)
	m.scr.display.SetHyperlinks(m.opts.Links)
	m.scr.dirty = true
}

// Init implements tea.Model.
func (m *model) Init() tea.Cmd {
	var cmds []tea.Cmd
	if m.deck.lib != nil {
		cmds = append(cmds, m.listAll())
	} else {
		cmds = append(cmds, m.refresh(), m.readNotes())
	}
	if m.opts.Look == LookAuto {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// extent is the recording's first and last moment for showing times.
func (m *model) extent() clock.Extent {
	return clock.Extent{Start: int64(m.all.start), End: int64(m.all.end), Zone: m.opts.Zone, Recorded: m.recordedZone()}
}
