package list

// List is a scrolled list with a cursor. The zero value is an empty list that
// follows.
type List struct {
	n      int
	rows   int // height of the view
	top    int // first row shown
	cursor int
	pinned bool // moved by hand: does not follow
}

// Len is the number of rows.
func (l *List) Len() int { return l.n }

// Cursor is the row the cursor is on, -1 in an empty list.
func (l *List) Cursor() int {
	if l.n == 0 {
		return -1
	}
	return l.cursor
}

// Top is the first row shown.
func (l *List) Top() int { return l.top }

// Rows is the height of the view.
func (l *List) Rows() int { return l.rows }

// Following reports whether the cursor follows playback.
func (l *List) Following() bool { return !l.pinned }

// SetLen sets the number of rows and keeps what it can of the position.
func (l *List) SetLen(n int) {
	l.n = max(n, 0)
	l.clamp()
}

// Resize sets the height of the view. The cursor stays in it when it was.
func (l *List) Resize(rows int) {
	visible := l.Visible(l.cursor)
	l.rows = max(rows, 0)
	if visible {
		l.reveal()
	}
	l.clamp()
}

// Visible reports whether row i is shown.
func (l *List) Visible(i int) bool { return i >= l.top && i < l.top+l.rows && i < l.n }

// Move moves the cursor by d rows and stops following.
func (l *List) Move(d int) {
	l.pinned = true
	l.cursor += d
	l.clampCursor()
	l.reveal()
}

// Page moves the cursor by d pages, keeping a row of context.
func (l *List) Page(d int) { l.Move(d * max(l.rows-1, 1)) }

// Put puts the cursor on row i, as a click does, and stops following.
func (l *List) Put(i int) {
	l.pinned = true
	l.cursor = i
	l.clampCursor()
	l.reveal()
}

// Scroll moves the view by d rows under the cursor and stops following.
func (l *List) Scroll(d int) {
	l.pinned = true
	l.top += d
	l.clamp()
}

// Follow puts the cursor on row i, the row of now, and follows from here on.
// The row is kept a little above the foot, so that what comes next shows.
func (l *List) Follow(i int) {
	l.pinned = false
	l.cursor = i
	l.clampCursor()
	margin := min(l.rows/4, 4)
	if l.cursor < l.top || l.cursor >= l.top+l.rows-margin {
		l.top = l.cursor - l.rows + 1 + margin
		if l.rows > 0 && l.cursor < l.top {
			l.top = l.cursor
		}
	}
	l.clamp()
}

// Thumb returns the part of the view's height that a scroll indicator marks;
// size 0 when everything is shown.
func (l *List) Thumb() (at, size int) {
	if l.n <= l.rows || l.rows == 0 {
		return 0, 0
	}
	size = max(l.rows*l.rows/l.n, 1)
	return (l.rows - size) * l.top / (l.n - l.rows), size
}

func (l *List) clamp() {
	l.clampCursor()
	l.top = max(min(l.top, l.n-l.rows), 0)
}

func (l *List) clampCursor() { l.cursor = max(min(l.cursor, l.n-1), 0) }

// reveal scrolls as little as brings the cursor into view.
func (l *List) reveal() {
	if l.cursor < l.top {
		l.top = l.cursor
	} else if l.cursor >= l.top+l.rows {
		l.top = l.cursor - l.rows + 1
	}
	l.clamp()
}
