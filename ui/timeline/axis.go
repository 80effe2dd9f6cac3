package timeline

// Axis is the stretch of time that a row of columns stands for, from Start to
// End inclusive.
type Axis struct {
	Start, End Millis
}

// Column returns the column of time t on n columns, clamped to 0..n-1. The first
// column begins at Start and the last one ends at End.
func (ax Axis) Column(t Millis, n int) int {
	if n <= 1 || ax.End <= ax.Start || t <= ax.Start {
		return 0
	}
	if t >= ax.End {
		return n - 1
	}
	return int(float64(t-ax.Start) / float64(ax.End-ax.Start) * float64(n))
}

// Time returns the time that column x of n stands for: its left edge, except
// that the last column is End, so that both ends can be reached with a click.
func (ax Axis) Time(x, n int) Millis {
	if x <= 0 || n <= 1 {
		return ax.Start
	}
	if x >= n-1 {
		return ax.End
	}
	// Rounded up, so that Column(Time(x)) is x.
	d := float64(ax.End-ax.Start) * float64(x) / float64(n)
	t := ax.Start + Millis(d)
	for ax.Column(t, n) < x {
		t++
	}
	return t
}

// Span is a stretch of time.
type Span struct {
	From, To Millis
}
