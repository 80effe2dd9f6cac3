package container

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"

	"playhead/engine/event"
)

// part is content that lies within other content, without a copy.
func part(outer *Memory, b []byte) *input {
	return fixed(&Memory{data: b, outer: outer})
}

func (w *Walker) zip(ctx context.Context, in *input, at Document, depth int) error {
	in.fillAll(ctx)
	all := in.bytes()
	r, err := zip.NewReader(bytes.NewReader(all), int64(len(all)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		w.problem(event.ProblemTruncated, at.Place, "zip: "+err.Error())
		w.skip(at.Place, "damaged zip archive", int64(len(all)))
		return nil
	}
	r.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor())
	for i, f := range r.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if at.direct {
			w.position.Store(int64(len(all)) * int64(i) / int64(len(r.File)))
		}
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		e := at
		e.direct = false
		e.Place = at.Place + ": " + clean(f.Name)
		if f.Flags&1 != 0 {
			w.problem(event.ProblemUnsupported, e.Place, "encrypted zip entry")
			continue
		}
		if err := w.zipEntry(ctx, in.mem, f, e, depth); err != nil {
			return err
		}
	}
	return nil
}

func (w *Walker) zipEntry(ctx context.Context, mem *Memory, f *zip.File, at Document, depth int) error {
	if f.UncompressedSize64 == 0 {
		w.skip(at.Place, "empty", 0)
		return nil
	}
	if f.Method == zip.Store {
		off, err := f.DataOffset()
		end := off + int64(f.CompressedSize64)
		if err != nil || end < off || end > int64(len(mem.data)) {
			w.problem(event.ProblemTruncated, at.Place, "zip: the entry lies outside of the archive")
			return nil
		}
		return w.content(ctx, part(mem, mem.data[off:end:end]), at, depth+1)
	}
	r, err := f.Open()
	if err != nil {
		w.problem(event.ProblemSyntax, at.Place, "zip: "+err.Error())
		return nil
	}
	defer r.Close() //nolint:errcheck // read only
	at.wire = int64(f.CompressedSize64)
	got, err := w.inner(ctx, &metered{r: r, w: w}, at, depth)
	if got.err != nil {
		w.report(at.Place, "zip", int(f.CompressedSize64), got.err)
	}
	return err
}

func (w *Walker) tar(ctx context.Context, in *input, at Document, depth int) error {
	in.fillAll(ctx)
	mem := in.mem
	src := bytes.NewReader(mem.data)
	r := tar.NewReader(src)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			w.problem(event.ProblemTruncated, at.Place, fmt.Sprintf("tar: %v at byte %d", err, len(mem.data)-src.Len()))
			break
		}
		off := len(mem.data) - src.Len()
		if at.direct {
			w.position.Store(int64(off))
		}
		e := at
		e.direct = false
		e.Place = at.Place + ": " + clean(h.Name)
		switch {
		case h.Typeflag == tar.TypeSymlink || h.Typeflag == tar.TypeLink:
			w.skip(e.Place, "link", 0)
			continue
		case h.Typeflag != tar.TypeReg:
			continue
		case h.Size == 0:
			w.skip(e.Place, "empty", 0)
			continue
		case h.PAXRecords["GNU.sparse.realsize"] != "" || h.PAXRecords["GNU.sparse.size"] != "":
			w.problem(event.ProblemUnsupported, e.Place, "sparse tar entry")
			continue
		}
		end := off + int(min(h.Size, int64(len(mem.data)-off)))
		if int64(end-off) < h.Size {
			w.problem(event.ProblemTruncated, e.Place, fmt.Sprintf("tar: %d of %d bytes", end-off, h.Size))
		}
		if err := w.content(ctx, part(mem, mem.data[off:end:end]), e, depth+1); err != nil {
			return err
		}
	}
	if in.err != nil {
		w.report(at.Place, "tar", len(mem.data), in.err)
	}
	return nil
}
