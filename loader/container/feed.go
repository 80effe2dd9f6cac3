package container

import (
	"context"
	"io"
)

// Item is content that comes neither from a file nor from a stream of its own:
// a message of a server.
type Item struct {
	// Place, Target, Header, Part and FileName are those of the [Document]; Header
	// has one field on each line.
	Place, Target, Header string
	Part, FileName        string
	// Names and Values are the fields of the form it is a part of.
	Names  []string
	Values [][]byte
	// Bytes is the content, which must not change any more.
	Bytes []byte
}

// Feed prepares for [Walker.Item] and [Walker.Stream]. total is how many bytes
// are expected in all, 0 when that is not known.
func (w *Walker) Feed(visit Visit, total int64) {
	w.visit, w.limits = visit, w.Limits.withDefaults()
	w.total.Store(total)
}

// Item visits what is inside of one item.
func (w *Walker) Item(ctx context.Context, i Item) error {
	w.entries = 0 // servers are fed from for as long as a session lasts
	at := Document{w: w, Place: clean(i.Place), Target: i.Target, head: header(i.Header), Part: i.Part, FileName: i.FileName}
	if i.Names != nil {
		at.Form = &Form{names: i.Names, values: i.Values}
	}
	w.done.Add(int64(len(i.Bytes)))
	return w.content(ctx, fixed(heapMemory(i.Bytes)), at, 0)
}

// Stream visits content that grows for as long as r gives some. r must give up
// when ctx ends.
func (w *Walker) Stream(ctx context.Context, place string, r io.Reader) error {
	at := Document{w: w, Place: clean(place), direct: true}
	return w.content(ctx, growing(&counted{r: r, w: w}, w.limits.Size, nil), at, 0)
}
