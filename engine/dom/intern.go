package dom

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync"
)

// interner keeps one copy of each tag and attribute name and of each style
// sheet's text of a tree's lineage.
type interner struct {
	mu    sync.Mutex
	names map[string]string

	seed   maphash.Seed
	sheets map[uint64]*SheetBase // by the hash of their content
	held   int                   // bytes of text in sheets
}

// maxInterned bounds the table against recordings that invent names, maxHeld
// the bytes of sheets' text that it keeps alive.
const (
	maxInterned = 1 << 16
	maxHeld     = 8 << 20
)

func newInterner() *interner {
	return &interner{names: make(map[string]string), seed: maphash.MakeSeed(), sheets: make(map[uint64]*SheetBase)}
}

// sheet returns the one SheetBase with the given content: full snapshots repeat
// the sheets of the page, and what is known of one by its pointer stays known.
func (in *interner) sheet(texts []string, media string) *SheetBase {
	var h maphash.Hash
	h.SetSeed(in.seed)
	size := 0
	for _, s := range texts {
		_, _ = h.WriteString(s) // never fails
		_ = h.WriteByte(0)
		size += len(s)
	}
	_, _ = h.WriteString(media)
	sum := h.Sum64()
	in.mu.Lock()
	defer in.mu.Unlock()
	b := in.sheets[sum]
	if b != nil && b.Media == media && slices.Equal(b.Texts, texts) {
		return b
	}
	b = &SheetBase{Texts: slices.Clone(texts), Media: media}
	if size > maxHeld {
		return b
	}
	if in.held += size; in.held > maxHeld {
		clear(in.sheets)
		in.held = size
	}
	in.sheets[sum] = b
	return b
}

// lower returns the shared copy of s in ASCII lower case.
func (in *interner) lower(s string) string {
	in.mu.Lock()
	defer in.mu.Unlock()
	if v, ok := in.names[s]; ok {
		return v
	}
	v := strings.ToLower(s)
	if len(in.names) < maxInterned {
		in.names[strings.Clone(s)] = v
	}
	return v
}

// keep returns the shared copy of s as it is, kept apart from lowered names.
func (in *interner) keep(s string) string { return in.lookup("=" + s)[1:] }

func (in *interner) lookup(s string) string {
	in.mu.Lock()
	defer in.mu.Unlock()
	if v, ok := in.names[s]; ok {
		return v
	}
	if len(in.names) < maxInterned {
		in.names[s] = s
	}
	return s
}
