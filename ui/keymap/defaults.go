package keymap

// Default returns the default keys. Every action has a key that a plain VT
// sends and that layouts with AltGr have without it: brackets, which many
// keyboards hide behind AltGr, are doubled by + and -.
func Default() *Map {
	m := &Map{}
	g := func(a Action, keys ...string) { m.bind(Global, a, keys) }
	s := func(a Action, keys ...string) { m.bind(Stage, a, keys) }
	l := func(a Action, keys ...string) { m.bind(List, a, keys) }

	g(TogglePlay, "space")
	g(Back5, "left")
	g(Forward5, "right")
	g(Back1, "shift+left", "H")
	g(Forward1, "shift+right", "L")
	g(Back30, "ctrl+left", "B")
	g(Forward30, "ctrl+right", "W")
	g(StepBack, ",")
	g(StepForward, ".")
	g(Slower, "<")
	g(Faster, ">")
	g(NormalSpeed, "=")
	g(ToggleSkip, "s")
	g(CycleSkip, "S")
	g(Percent, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	g(Start, "g g", "home")
	g(End, "G", "end")
	g(GoTo, ":")

	jumps := []struct {
		key        string
		next, prev Action
	}{
		{"e", NextError, PrevError},
		{"c", NextClick, PrevClick},
		{"r", NextFrustration, PrevFrustration},
		{"p", NextPage, PrevPage},
		{"w", NextRequest, PrevRequest},
		{"g", NextGap, PrevGap},
		{"n", NextNote, PrevNote},
		{"m", NextMark, PrevMark},
	}
	for _, j := range jumps {
		g(j.next, "] "+j.key, "+ "+j.key)
		g(j.prev, "[ "+j.key, "- "+j.key)
	}
	g(AddNote, "a")
	g(SetMark, "m")
	g(JumpMark, "`", "g m")
	g(Peek, "'")
	g(AxisIn, "t i")
	g(AxisOut, "t o")
	g(AxisAll, "t a")
	g(AxisSize, "t t")

	s(PanLeft, "h")
	s(PanDown, "j", "down")
	s(PanUp, "k", "up")
	s(PanRight, "l")
	s(ScrollUp, "pgup", "ctrl+u")
	s(ScrollDown, "pgdown", "ctrl+d")
	s(FollowPointer, "f")
	g(Zoom, "z")
	g(ZoomBack, "Z")
	g(NextTab, "g t")
	g(PrevTab, "g T")

	l(Down, "j", "down")
	l(Up, "k", "up")
	l(PageDown, "pgdown", "ctrl+d")
	l(PageUp, "pgup", "ctrl+u")
	l(Select, "enter")
	l(SelectBefore, "b")
	l(Details, "d")
	l(Follow, "f")
	g(ClearFilter, "F")
	l(KindNavigation, "v n")
	l(KindClick, "v c")
	l(KindInput, "v i")
	l(KindScroll, "v s")
	l(KindError, "v e")
	l(KindConsole, "v l")
	l(KindRequest, "v w")
	l(KindFrustration, "v r")
	l(KindOther, "v o")

	n := func(a Action, keys ...string) { m.bind(Inspector, a, keys) }
	n(Down, "j", "down")
	n(Up, "k", "up")
	n(PageDown, "pgdown", "ctrl+d")
	n(PageUp, "pgup", "ctrl+u")
	n(NodeOpen, "l")
	n(NodeClose, "h")
	n(Select, "enter")
	n(Details, "d")
	n(ShowAttributes, "v a")
	n(ShowStyle, "v s")
	n(ShowHistory, "v h")
	n(Follow, "f")
	n(Find, "/")
	n(FindNext, "n")
	n(FindPrev, "N")

	g(NextPane, "tab")
	g(PrevPane, "shift+tab")
	g(PaneEvents, "e")
	g(PaneConsole, "c")
	g(PaneNetwork, "w")
	g(PaneErrors, "x")
	g(PanePerf, "p")
	g(PaneInfo, "i")
	g(PaneInspector, "o")
	g(Wider, "(")
	g(Narrower, ")")
	g(FullPane, "O")
	g(Escape, "esc")

	g(Find, "/")
	g(FilterEvents, "Q", "ctrl+f")
	g(FindNext, "n")
	g(FindPrev, "N")
	s(SelectText, "v")
	g(CopyText, "y t")
	g(CopySelector, "y s")
	g(CopyEvent, "y e")
	g(CopyLink, "y l")
	g(CopyFrame, "y f")

	g(NextRecording, "}", "g n")
	g(PrevRecording, "{", "g p")
	g(HeatMap, "g h")
	l(HeatMap, "h")
	r := func(a Action, keys ...string) { m.bind(Sessions, a, keys) }
	r(Down, "j", "down")
	r(Up, "k", "up")
	r(PageDown, "pgdown", "ctrl+d")
	r(PageUp, "pgup", "ctrl+u")
	r(OpenRecording, "enter")
	r(SelectWorst, "w")
	r(SortNext, ">", "s")
	r(SortPrev, "<")
	r(Statistics, "S")
	r(SaveQuery, "a")
	r(NextQuery, "n")
	r(PrevQuery, "N")
	r(SortTurn, "r")
	r(ToggleWatched, "m")
	r(TogglePreview, "p")

	g(CycleClock, "T")
	g(ToggleMouse, "M")
	g(Palette, "ctrl+p", "P")
	g(Help, "?")
	g(Debug, "ctrl+g")
	g(Suspend, "ctrl+z")
	g(Quit, "q", "ctrl+c")
	return m
}
