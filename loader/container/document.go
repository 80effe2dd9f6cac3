package container

import "context"

// Document is an innermost piece of content. It belongs to the visitor during
// the visit; what is to outlive it must be kept ([Document.Keep]).
type Document struct {
	// Place says where it was found, for people: "dir/a.zip: b.json".
	Place string
	// Source is the index of the source it was found in.
	Source int
	// Target is the request target when it came in the body of a captured
	// request, as on the request line; "" otherwise.
	Target string
	// Form describes the multipart form it is a part of, nil otherwise; Part and
	// FileName are the part's own name and file name.
	Form     *Form
	Part     string
	FileName string

	head   header
	w      *Walker
	in     *input
	packed func() ([]byte, *Memory)
	kept   bool
	wire   int64
	direct bool // lies plainly in the source itself
}

// Form is a multipart form. Small parts can be looked at from any other part.
type Form struct {
	names  []string
	values [][]byte
}

// Value returns the content of the named part when it is small, else nil.
func (f *Form) Value(name string) []byte {
	if f == nil {
		return nil
	}
	for i, n := range f.names {
		if n == name {
			return f.values[i]
		}
	}
	return nil
}

// Has reports whether there is a part of that name.
func (f *Form) Has(name string) bool {
	if f == nil {
		return false
	}
	for _, n := range f.names {
		if n == name {
			return true
		}
	}
	return false
}

// Header returns a header field of the captured message the document came in, ""
// when there is none.
func (d *Document) Header(name string) string { return d.head.get(name) }

// Bytes returns the content as far as it has been read. It begins with what
// earlier calls returned, possibly elsewhere in memory.
func (d *Document) Bytes() []byte { return d.in.bytes() }

// More reads some more of the content; it reports whether there is anything new.
func (d *Document) More(ctx context.Context) bool {
	n := len(d.in.bytes())
	d.in.more(ctx, growStep)
	return len(d.in.bytes()) > n
}

// ReadAll reads the rest of the content.
func (d *Document) ReadAll(ctx context.Context) { d.in.fillAll(ctx) }

// Complete reports whether all of the content has been read, or as much of it as
// there is: see Err.
func (d *Document) Complete() bool { return d.in.end }

// Err returns what ended the content early: damaged compression, a limit. What
// was read before is good.
func (d *Document) Err() error { return d.in.err }

// Packed returns the content's bytes as found, when the complete document is
// exactly one zlib stream that stays in memory, and the memory to keep them
// alive; nil otherwise. It is known once the document is complete.
func (d *Document) Packed() ([]byte, *Memory) {
	if d.packed == nil || !d.in.end || d.in.err != nil {
		return nil, nil
	}
	return d.packed()
}

// Wire is the size in bytes of the content as found, compressed as it was. It is
// known once the document is complete.
func (d *Document) Wire() int64 {
	if d.packed != nil {
		if b, _ := d.packed(); b != nil {
			return int64(len(b))
		}
	}
	if d.wire > 0 {
		return d.wire
	}
	return int64(len(d.in.bytes()))
}

// Keep returns the memory of the content; the content stays valid as long as it
// is reachable. Without it, the memory is used again after the visit. Call it
// when the document is complete, or again after More.
func (d *Document) Keep() *Memory {
	d.kept = true
	return d.in.mem
}

// Advance says that the first n bytes of the content are done, for progress.
func (d *Document) Advance(n int64) {
	if d.direct {
		d.w.position.Store(n)
	}
}
