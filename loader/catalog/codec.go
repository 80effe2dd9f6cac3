package catalog

import (
	"encoding/binary"
	"hash/crc32"
	"math"

	"playhead/engine/event"
	"playhead/engine/summary"
	"playhead/loader"
)

// codec writes and reads the cache: numbers as varints, texts by their ordinal,
// each once. The same methods do both, so that what is written is what is read.
// Reading never fails loudly: out of bounds gives zero values and sets bad.
type codec struct {
	out   []byte         // writing
	known map[string]int // texts written so far

	reading bool
	in      string
	texts   []string
	bad     bool
}

func (c *codec) uint(v *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *v)
		return
	}
	var x uint64
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		b := c.in[i]
		x |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.in = c.in[i+1:]
			*v = x
			return
		}
	}
	c.bad, c.in, *v = true, "", 0
}

func number[T ~int | ~int64 | ~uint8](c *codec, v *T) {
	x := uint64(*v)<<1 ^ uint64(int64(*v)>>63) // zigzag
	c.uint(&x)
	if c.reading {
		*v = T(int64(x>>1) ^ -int64(x&1))
	}
}

func (c *codec) float(v *float64) {
	x := math.Float64bits(*v)
	c.uint(&x)
	if c.reading {
		*v = math.Float64frombits(x)
	}
}

func (c *codec) bool(v *bool) {
	n := 0
	if *v {
		n = 1
	}
	number(c, &n)
	if c.reading {
		*v = n == 1
	}
}

// text writes the ordinal of a text, and the text itself when it is new.
func (c *codec) text(v *string) {
	if !c.reading {
		n, ok := c.known[*v]
		if !ok {
			n = len(c.known)
			c.known[*v] = n
		}
		number(c, &n)
		if !ok {
			size := len(*v)
			number(c, &size)
			c.out = append(c.out, *v...)
		}
		return
	}
	var n int
	number(c, &n)
	switch {
	case n >= 0 && n < len(c.texts):
		*v = c.texts[n]
	case n == len(c.texts):
		var size int
		number(c, &size)
		if size < 0 || size > len(c.in) {
			c.bad, c.in = true, ""
			return
		}
		*v, c.in = c.in[:size], c.in[size:]
		c.texts = append(c.texts, *v)
	default:
		c.bad, c.in = true, ""
	}
}

// count reads or writes the length of a list. What is read is bounded by the
// bytes that are left.
func (c *codec) count(n int) int {
	number(c, &n)
	if c.reading && (n < 0 || n > len(c.in)) {
		c.bad, c.in = true, ""
		return 0
	}
	return n
}

func (c *codec) file(f *file) {
	c.text(&f.path)
	number(c, &f.size)
	number(c, &f.mtime)
	c.bool(&f.probed.Beside)
	c.bool(&f.probed.Page)
	c.text(&f.probed.Looks)
	n := c.count(len(f.probed.Pieces))
	if c.reading && n > 0 {
		f.probed.Pieces = make([]loader.Piece, n)
	}
	for i := range f.probed.Pieces {
		p := &f.probed.Pieces[i]
		c.text(&p.Session)
		number(c, &p.Format)
		number(c, &p.Start)
		number(c, &p.End)
		c.text(&p.Origin)
		c.bool(&p.Begins)
		number(c, &p.Parts)
	}
}

func (c *codec) session(s *summary.Session) {
	for _, v := range [...]*string{
		&s.ID, &s.Source, &s.UserID, &s.UserName, &s.UserEmail, &s.Browser, &s.OS, &s.Device, &s.Format,
		&s.Recorder, &s.SDK, &s.Application, &s.Service, &s.Version, &s.Env, &s.Privacy,
	} {
		c.text(v)
	}
	for _, v := range [...]*event.Millis{&s.Start, &s.End, &s.Duration, &s.Active} {
		number(c, v)
	}
	for _, v := range [...]*int{
		&s.Views, &s.Tabs, &s.Events, &s.Clicks, &s.Inputs, &s.Errors, &s.Requests, &s.Failed,
		&s.Rage, &s.Dead, &s.ErrorClicks, &s.Gaps, &s.Problems,
	} {
		number(c, v)
	}
	number(c, &s.Size)
	number(c, &s.Raw)
	c.float(&s.ViewportW)
	c.float(&s.ViewportH)
	c.bool(&s.Shared)
	c.bool(&s.Live)
	n := c.count(len(s.Pages))
	if c.reading {
		s.Pages = make([]string, n)
	}
	for i := range s.Pages {
		c.text(&s.Pages[i])
	}
	if c.count(one(s.Worst != nil)) > 0 {
		if c.reading {
			s.Worst = &summary.Moment{}
		}
		number(c, &s.Worst.Time)
		c.text(&s.Worst.Kind)
		c.text(&s.Worst.Title)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// encode writes all that is known of files that were not changed after settled,
// in ns since the epoch.
func (k *cache) encode(units map[*Unit]rows, settled int64) []byte {
	c := &codec{known: make(map[string]int)}
	c.out = append(c.out, cacheVersion...)
	c.text(&k.stamp)
	var keep []*file
	for _, f := range k.files {
		if f.known && f.err == "" && f.mtime <= settled {
			keep = append(keep, f)
		}
	}
	c.count(len(keep))
	for _, f := range keep {
		c.file(f)
	}
	sigs := make([]*Unit, 0, len(units))
	for u := range units {
		if u.settled(settled) {
			sigs = append(sigs, u)
		}
	}
	c.count(len(sigs))
	for _, u := range sigs {
		sig := u.signature()
		c.out = append(c.out, sig[:]...)
		r := units[u]
		c.text(&r.err)
		c.count(len(r.list))
		for i := range r.list {
			c.session(&r.list[i])
		}
	}
	return sealed(c.out)
}

// sealed appends the checksum.
func sealed(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

func (u *Unit) settled(before int64) bool {
	for _, list := range [2][]*file{u.files, u.beside} {
		for _, f := range list {
			if f.mtime > before {
				return false
			}
		}
	}
	return true
}

// decode reads what encode wrote, and reports whether it is sound.
func (k *cache) decode(b []byte) bool {
	if len(b) < len(cacheVersion)+4 || string(b[:len(cacheVersion)]) != cacheVersion {
		return false
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.Checksum(body, castagnoli) != sum {
		return false
	}
	c := &codec{reading: true, in: string(body[len(cacheVersion):])}
	stamp := ""
	if c.text(&stamp); stamp != k.stamp {
		return false
	}
	n := c.count(0)
	files := make([]file, n)
	for i := range files {
		c.file(&files[i])
		k.known[files[i].path] = &files[i]
	}
	for range c.count(0) {
		var sig signature
		if len(c.in) < len(sig) {
			return false
		}
		copy(sig[:], c.in)
		c.in = c.in[len(sig):]
		var r rows
		c.text(&r.err)
		if n := c.count(0); n > 0 {
			r.list = make([]summary.Session, n)
		}
		for i := range r.list {
			c.session(&r.list[i])
		}
		k.units[sig] = r
	}
	return !c.bad && c.in == ""
}
