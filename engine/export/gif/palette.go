package gif

import "playhead/engine/cell"

// maxColors leaves an index for what is transparent.
const maxColors = 255

// palette numbers colours from 1.
type palette struct {
	list []cell.Color
	at   map[cell.Color]int
	near map[cell.Color]byte // where there are too many colours
	drop uint                // bits left out of each channel
}

func (p *palette) reset() { *p = palette{at: map[cell.Color]int{}} }

func (p *palette) add(c cell.Color) {
	if _, ok := p.at[c]; !ok {
		p.list = append(p.list, c)
		p.at[c] = len(p.list)
	}
}

// index returns the number of a colour that was added.
func (p *palette) index(c cell.Color) byte {
	if p.near != nil {
		return p.near[p.bucket(c)]
	}
	return byte(p.at[c])
}

// bucket is a colour without its lowest bits.
func (p *palette) bucket(c cell.Color) cell.Color {
	r, g, b := c.RGB()
	return cell.RGB(r>>p.drop, g>>p.drop, b>>p.drop)
}

// fit brings the palette to at most maxColors: colours that are alike in their
// higher bits become their mean.
func (p *palette) fit() {
	if len(p.list) <= maxColors {
		return
	}
	all := p.list
	type sum struct{ r, g, b, n int }
	for p.drop = 1; ; p.drop++ {
		var sums []sum
		p.near = map[cell.Color]byte{}
		for _, c := range all {
			k := p.bucket(c)
			i, ok := p.near[k]
			if !ok {
				if len(sums) == maxColors {
					sums = nil
					break
				}
				sums = append(sums, sum{})
				i = byte(len(sums))
				p.near[k] = i
			}
			s := &sums[i-1]
			r, g, b := c.RGB()
			s.r, s.g, s.b, s.n = s.r+int(r), s.g+int(g), s.b+int(b), s.n+1
		}
		if sums == nil {
			continue
		}
		p.list = make([]cell.Color, len(sums))
		for i, s := range sums {
			p.list[i] = cell.RGB(uint8(s.r/s.n), uint8(s.g/s.n), uint8(s.b/s.n))
		}
		return
	}
}
