package timeline

// Millis is a point in time or a length, in milliseconds.
type Millis = int64

// maxBuckets bounds the memory of an Activity; a power of two, and well above
// the columns of any terminal.
const maxBuckets = 4096

// Activity counts events over time, user input apart from changes of the page.
// Memory is bounded: the width of a bucket doubles as the time covered grows.
// The zero value is empty and ready.
type Activity struct {
	start Millis
	width Millis // of a bucket; 0 before the first Add
	user  []uint32
	churn []uint32
}

// firstWidth is the bucket width of a short recording: finer than a column of
// any terminal shows.
const firstWidth = 16

// Add counts one event at time t. Events before the first one count as the
// first.
func (a *Activity) Add(t Millis, user bool) {
	if a.width == 0 {
		a.start, a.width = t, firstWidth
	}
	i := max(t-a.start, 0) / a.width
	for i >= maxBuckets {
		a.user = halve(a.user)
		a.churn = halve(a.churn)
		a.width *= 2
		i = max(t-a.start, 0) / a.width
	}
	if user {
		a.user = count(a.user, int(i))
	} else {
		a.churn = count(a.churn, int(i))
	}
}

func count(b []uint32, i int) []uint32 {
	for len(b) <= i {
		b = append(b, 0)
	}
	b[i]++
	return b
}

func halve(b []uint32) []uint32 {
	n := (len(b) + 1) / 2
	for i := range n {
		s := b[2*i]
		if 2*i+1 < len(b) {
			s += b[2*i+1]
		}
		b[i] = s
	}
	return b[:n]
}

// Clone returns a copy that shares nothing with a.
func (a *Activity) Clone() *Activity {
	c := *a
	c.user = append([]uint32(nil), a.user...)
	c.churn = append([]uint32(nil), a.churn...)
	return &c
}

// Column is the activity of one column, each 0 to 8: eighths of the busiest
// column of its kind, on a square-root scale so that one burst does not flatten
// everything else; anything at all is at least 1.
type Column struct {
	User, Churn uint8
}

// Columns returns the activity of the n columns of an axis.
func (a *Activity) Columns(ax Axis, n int) []Column {
	out := make([]Column, n)
	user := a.sums(a.user, ax, n)
	churn := a.sums(a.churn, ax, n)
	mu, mc := maxOf(user), maxOf(churn)
	for i := range out {
		out[i] = Column{User: level(user[i], mu), Churn: level(churn[i], mc)}
	}
	return out
}

func (a *Activity) sums(b []uint32, ax Axis, n int) []uint32 {
	out := make([]uint32, n)
	for i, v := range b {
		if v == 0 {
			continue
		}
		t := a.start + int64(i)*a.width + a.width/2
		if t < ax.Start || t > ax.End+a.width {
			continue
		}
		out[ax.Column(t, n)] += v
	}
	return out
}

func maxOf(b []uint32) uint32 {
	m := uint32(0)
	for _, v := range b {
		m = max(m, v)
	}
	return m
}

// level is the smallest l with (l/8)² >= v/m: integers, so that it is the same
// everywhere.
func level(v, m uint32) uint8 {
	if v == 0 || m == 0 {
		return 0
	}
	for l := uint8(1); l < 8; l++ {
		if uint64(l)*uint64(l)*uint64(m) >= 64*uint64(v) {
			return l
		}
	}
	return 8
}
