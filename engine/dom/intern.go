package dom

import (
	"strings"
	"sync"
)

// interner keeps one copy of each tag and attribute name of a tree's lineage.
type interner struct {
	mu    sync.Mutex
	names map[string]string
}

// maxInterned bounds the table against recordings that invent names.
const maxInterned = 1 << 16

func newInterner() *interner { return &interner{names: make(map[string]string)} }

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
