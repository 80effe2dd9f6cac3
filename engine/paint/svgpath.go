package paint

import (
	"math"
	"strconv"
)

// pt is a point of a drawing, in user units.
type pt struct{ x, y float64 }

// polyline is a flattened subpath.
type polyline struct {
	pts    []pt
	closed bool
}

// Bounds on paths, which come from untrusted pages.
const (
	maxPathPoints = 20000
	curveSteps    = 10
)

// pathReader reads the path data of SVG 2 §9.3 and flattens it.
type pathReader struct {
	s      string
	i      int
	out    []polyline
	cur    polyline
	at     pt
	ctrl   pt // last control point, for S and T
	kind   byte
	points int
}

// parsePath flattens path data. As the standard asks, an error keeps what came
// before it.
func parsePath(d string) []polyline {
	r := pathReader{s: d}
	var cmd byte
	for {
		r.space()
		if r.i >= len(r.s) || r.points > maxPathPoints {
			break
		}
		if c := r.s[r.i]; c >= 'A' && c <= 'z' && c != 'e' && c != 'E' {
			cmd = c
			r.i++
		} else if cmd == 0 || cmd == 'z' || cmd == 'Z' {
			break
		}
		if !r.command(cmd) {
			break
		}
		switch cmd {
		case 'm':
			cmd = 'l'
		case 'M':
			cmd = 'L'
		}
	}
	r.end(false)
	return r.out
}

func (r *pathReader) space() {
	for r.i < len(r.s) {
		switch r.s[r.i] {
		case ' ', '\t', '\n', '\r', '\f', ',':
			r.i++
		default:
			return
		}
	}
}

// number reads one number; numbers may touch: "1.5.5-3".
func (r *pathReader) number() (float64, bool) {
	r.space()
	start, dot, exp := r.i, false, false
	for r.i < len(r.s) {
		c := r.s[r.i]
		switch {
		case c >= '0' && c <= '9':
		case (c == '-' || c == '+') && (r.i == start || r.s[r.i-1] == 'e' || r.s[r.i-1] == 'E'):
		case c == '.' && !dot && !exp:
			dot = true
		case (c == 'e' || c == 'E') && !exp && r.i > start:
			exp = true
		default:
			goto done
		}
		r.i++
	}
done:
	f, err := strconv.ParseFloat(r.s[start:r.i], 64)
	return f, err == nil && !math.IsInf(f, 0) && !math.IsNaN(f)
}

// flag reads an arc flag, which is one digit that may touch what follows.
func (r *pathReader) flag() (bool, bool) {
	r.space()
	if r.i >= len(r.s) || r.s[r.i] != '0' && r.s[r.i] != '1' {
		return false, false
	}
	r.i++
	return r.s[r.i-1] == '1', true
}

func (r *pathReader) numbers(n int) (v [7]float64, ok bool) {
	for k := range n {
		if v[k], ok = r.number(); !ok {
			return v, false
		}
	}
	return v, true
}

func (r *pathReader) end(closed bool) {
	if len(r.cur.pts) > 0 {
		r.cur.closed = closed
		r.out = append(r.out, r.cur)
	}
	r.cur = polyline{}
}

func (r *pathReader) lineTo(p pt) {
	if len(r.cur.pts) == 0 {
		r.cur.pts = append(r.cur.pts, r.at)
	}
	r.cur.pts = append(r.cur.pts, p)
	r.points++
	r.at = p
}

// command reads the arguments of one command and draws it.
func (r *pathReader) command(c byte) bool {
	var base pt
	rel := c >= 'a'
	if rel {
		base = r.at
		c -= 'a' - 'A'
	}
	prev := r.kind
	r.kind = c
	switch c {
	case 'Z':
		if len(r.cur.pts) > 0 {
			r.at = r.cur.pts[0]
		}
		r.end(true)
		return true
	case 'M', 'L', 'T':
		v, ok := r.numbers(2)
		if !ok {
			return false
		}
		p := pt{base.x + v[0], base.y + v[1]}
		switch c {
		case 'M':
			r.end(false)
			r.at = p
			r.cur.pts = append(r.cur.pts, p)
		case 'L':
			r.lineTo(p)
		default:
			k := r.at
			if prev == 'Q' || prev == 'T' {
				k = pt{2*r.at.x - r.ctrl.x, 2*r.at.y - r.ctrl.y}
			}
			r.quad(k, p)
		}
		return true
	case 'H', 'V':
		v, ok := r.numbers(1)
		if !ok {
			return false
		}
		if c == 'H' {
			r.lineTo(pt{base.x + v[0], r.at.y})
		} else {
			r.lineTo(pt{r.at.x, base.y + v[0]})
		}
		return true
	case 'A':
		return r.arcCommand(base)
	default:
		return r.curveCommand(c, prev, base)
	}
}

func (r *pathReader) curveCommand(c, prev byte, base pt) bool {
	n := map[byte]int{'C': 6, 'S': 4, 'Q': 4}[c]
	v, ok := r.numbers(n)
	if n == 0 || !ok {
		return false
	}
	p := func(k int) pt { return pt{base.x + v[k], base.y + v[k+1]} }
	switch c {
	case 'C':
		r.cubic(p(0), p(2), p(4))
	case 'S':
		k := r.at
		if prev == 'C' || prev == 'S' {
			k = pt{2*r.at.x - r.ctrl.x, 2*r.at.y - r.ctrl.y}
		}
		r.cubic(k, p(0), p(2))
	default:
		r.quad(p(0), p(2))
	}
	return true
}

func (r *pathReader) cubic(a, b, p pt) {
	o := r.at
	for k := 1; k <= curveSteps; k++ {
		t := float64(k) / curveSteps
		u := 1 - t
		c0, c1, c2, c3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		r.lineTo(pt{c0*o.x + c1*a.x + c2*b.x + c3*p.x, c0*o.y + c1*a.y + c2*b.y + c3*p.y})
	}
	r.ctrl = b
}

func (r *pathReader) quad(a, p pt) {
	o := r.at
	for k := 1; k <= curveSteps; k++ {
		t := float64(k) / curveSteps
		u := 1 - t
		r.lineTo(pt{u*u*o.x + 2*u*t*a.x + t*t*p.x, u*u*o.y + 2*u*t*a.y + t*t*p.y})
	}
	r.ctrl = a
}

func (r *pathReader) arcCommand(base pt) bool {
	v, ok := r.numbers(3)
	if !ok {
		return false
	}
	large, ok1 := r.flag()
	sweep, ok2 := r.flag()
	e, ok3 := r.numbers(2)
	if !ok1 || !ok2 || !ok3 {
		return false
	}
	r.arc(math.Abs(v[0]), math.Abs(v[1]), v[2], large, sweep, pt{base.x + e[0], base.y + e[1]})
	return true
}

// arc draws an elliptical arc by its endpoints (SVG 2 §B.2.4).
func (r *pathReader) arc(rx, ry, rot float64, large, sweep bool, p pt) {
	o := r.at
	if rx == 0 || ry == 0 || o == p {
		r.lineTo(p)
		return
	}
	sin, cos := math.Sincos(rot * math.Pi / 180)
	dx, dy := (o.x-p.x)/2, (o.y-p.y)/2
	x1, y1 := cos*dx+sin*dy, -sin*dx+cos*dy
	if l := x1*x1/(rx*rx) + y1*y1/(ry*ry); l > 1 {
		rx, ry = rx*math.Sqrt(l), ry*math.Sqrt(l)
	}
	num := rx*rx*ry*ry - rx*rx*y1*y1 - ry*ry*x1*x1
	f := math.Sqrt(max(0, num) / (rx*rx*y1*y1 + ry*ry*x1*x1))
	if large == sweep {
		f = -f
	}
	cx1, cy1 := f*rx*y1/ry, -f*ry*x1/rx
	cx, cy := cos*cx1-sin*cy1+(o.x+p.x)/2, sin*cx1+cos*cy1+(o.y+p.y)/2
	a0 := math.Atan2((y1-cy1)/ry, (x1-cx1)/rx)
	d := math.Atan2((-y1-cy1)/ry, (-x1-cx1)/rx) - a0
	if sweep && d < 0 {
		d += 2 * math.Pi
	}
	if !sweep && d > 0 {
		d -= 2 * math.Pi
	}
	steps := max(4, int(math.Ceil(math.Abs(d)/(math.Pi/8))))
	for k := 1; k <= steps; k++ {
		s, c := math.Sincos(a0 + d*float64(k)/float64(steps))
		r.lineTo(pt{cx + cos*rx*c - sin*ry*s, cy + sin*rx*c + cos*ry*s})
	}
	r.at = p
}
