package loader

import (
	"context"

	"playhead/loader/container"
	"playhead/loader/rum"
)

// RUMEvents calls f for every RUM event in the sources, as it was recorded, with
// its session, in the order of the files; an event that is there again is left
// out. The bytes are valid during the call. What is damaged is passed over.
func RUMEvents(ctx context.Context, sources []string, opts Options, f func(session string, json []byte) error) error {
	b := newBuild(newRecording(func() {}), opts)
	w := container.Walker{Stdin: opts.Stdin}
	return w.Walk(ctx, sources, func(ctx context.Context, d *container.Document) error {
		d.ReadAll(ctx)
		if sniff(d.Bytes(), true) != classRUM {
			return nil
		}
		for _, line := range values(d.Bytes()) {
			if err := ctx.Err(); err != nil {
				return err
			}
			e, err := rum.Parse(line)
			if err != nil || !b.fresh(line) {
				continue
			}
			if err := f(e.Session, line); err != nil {
				return err
			}
		}
		return nil
	})
}
