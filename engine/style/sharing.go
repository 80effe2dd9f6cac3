package style

import (
	"slices"

	"playhead/engine/css"
)

// sharing finds styles that were computed before from the same parent and the
// same declarations, and makes equal groups one.
type sharing struct {
	byKey   map[uint64][]sharedStyle
	texts   map[Text]*Text
	boxes   map[Box]*Box
	borders map[Border]*Border
	flexes  map[Flex]*Flex
	colors  map[backKey]*Background
	styles  map[Computed]*Computed
	inherit map[inheritKey]uint32
	nextID  uint32
	count   int
}

type backKey struct {
	color css.Color
	clip  css.BackgroundBox
}

// inheritKey is all that children get from a parent unless they ask for more.
type inheritKey struct {
	text *Text
	vars *Vars
}

type sharedStyle struct {
	key []uint32
	c   *Computed
	// view are the axes of the viewport that the style refers to, vw and vh its
	// size.
	view   css.Axes
	vw, vh float64
}

// serves reports whether the style is that of a viewport.
func (e *sharedStyle) serves(vw, vh float64) bool {
	return (e.view&css.AxisX == 0 || e.vw == vw) && (e.view&css.AxisY == 0 || e.vh == vh)
}

// maxShared bounds what is remembered.
const maxShared = 1 << 16

func newSharing() *sharing {
	s := &sharing{}
	s.reset()
	return s
}

// reset forgets everything; ids go on, so that keys of old parents do not meet
// new ones.
func (s *sharing) reset() {
	*s = sharing{
		byKey: map[uint64][]sharedStyle{}, texts: map[Text]*Text{*initialText: initialText}, boxes: map[Box]*Box{*initialBox: initialBox},
		borders: map[Border]*Border{*initialBorder: initialBorder}, flexes: map[Flex]*Flex{*initialFlex: initialFlex},
		colors: map[backKey]*Background{{}: initialBack}, styles: map[Computed]*Computed{},
		inherit: map[inheritKey]uint32{}, nextID: s.nextID,
	}
}

func keyHash(key []uint32) uint64 {
	h := uint64(14695981039346656037)
	for _, k := range key {
		h = (h ^ uint64(k)) * 1099511628211
		h ^= h >> 29
	}
	return h
}

func (s *sharing) find(h uint64, key []uint32, vw, vh float64) *sharedStyle {
	list := s.byKey[h]
	for i := range list {
		if e := &list[i]; e.serves(vw, vh) && slices.Equal(e.key, key) {
			return e
		}
	}
	return nil
}

func (s *sharing) put(h uint64, e sharedStyle) { s.byKey[h] = append(s.byKey[h], e) }

func one[K comparable](m map[K]*K, v *K) *K {
	if o, ok := m[*v]; ok {
		return o
	}
	m[*v] = v
	return v
}

// intern gives the one style that equals c. owned are the groups that are new.
func (s *sharing) intern(c *Computed, owned uint16) *Computed {
	if s.count++; s.count > maxShared {
		s.reset()
	}
	if owned&ownText != 0 {
		c.Text = one(s.texts, c.Text)
	}
	if owned&ownBox != 0 {
		c.Box = one(s.boxes, c.Box)
	}
	if owned&ownBorder != 0 {
		c.Border = one(s.borders, c.Border)
	}
	if owned&ownFlex != 0 {
		c.Flex = one(s.flexes, c.Flex)
	}
	if owned&ownBack != 0 && len(c.Back.Layers) == 0 {
		k := backKey{c.Back.Color, c.Back.Clip}
		if o, ok := s.colors[k]; ok {
			c.Back = o
		} else {
			s.colors[k] = c.Back
		}
	}
	c.id, c.inherit = 0, 0
	if o, ok := s.styles[*c]; ok {
		return o
	}
	k := *c
	s.nextID++
	c.id = s.nextID
	ik := inheritKey{c.Text, c.Vars}
	c.inherit = s.inherit[ik]
	if c.inherit == 0 {
		c.inherit = c.id
		s.inherit[ik] = c.id
	}
	s.styles[k] = c
	return c
}
