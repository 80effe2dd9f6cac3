package cli

import (
	"bufio"
	"cmp"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/loader"
	"playhead/loader/convert"
)

type convertFlags struct {
	src      source
	out      string
	format   string
	from, to string
	tab      int
	packed   bool
}

func (a *App) convertCommand() *cobra.Command {
	var f convertFlags
	cmd := &cobra.Command{
		Use:   "convert [SOURCE...] -o FILE",
		Short: "Write a recording in another format, cut or merged",
		Long: `Write a recording as an array of rrweb events, which rrweb-player plays, or as segments of the Datadog
Browser SDK (V1 records). Several sources are written into one file, one after the other. With
--from or --to only that part is written; it begins with the page as it stood there. What the
format has no words for is left out, and counted on standard error.`,
		Example: examples(
			"playhead convert requests/ -o session.rrweb.json",
			"playhead convert events.json --format datadog --packed -o session.segments",
			"playhead convert requests/ --from 4:20 --to 4:50 -o failure.json",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runConvert(cmd.Context(), sources, &f) },
	}
	f.src.addFlags(cmd)
	fl := cmd.Flags()
	fl.StringVarP(&f.out, "output", "o", "", "the `FILE` to write; - for standard output")
	fl.StringVar(&f.format, "format", "", "`FORMAT`: rrweb or datadog (default: the one that the recording is not)")
	fl.StringVar(&f.from, "from", "", "begin at `T`: "+moment.Forms)
	fl.StringVar(&f.to, "to", "", "end at `T`")
	fl.IntVar(&f.tab, "tab", 0, "which browser tab `N`, from 1, where the format has one only (default: the one with the most events)")
	fl.BoolVar(&f.packed, "packed", false, "pack every event (rrweb), or deflate every segment (datadog)")
	_ = cmd.MarkFlagRequired("output")
	return cmd
}

func (a *App) runConvert(ctx context.Context, sources []string, f *convertFlags) error {
	if f.format != "" && f.format != "rrweb" && f.format != "datadog" {
		return usagef("--format %s: want rrweb or datadog", f.format)
	}
	recs, err := f.src.openEvery(ctx, a, sources)
	if err != nil {
		return err
	}
	format := f.format
	if format == "" {
		format = "rrweb"
		if recs[0].Info().Format == loader.FormatRRWeb {
			format = "datadog"
		}
	}
	var report string
	err = a.writeOutput(f.out, sources, func(w io.Writer) error {
		c := &converting{app: a, flags: f, w: w, total: &convert.Result{}}
		if format == "rrweb" {
			err = c.rrweb(ctx, recs)
		} else {
			err = c.datadog(ctx, recs)
		}
		report = c.report()
		return err
	})
	if err == nil && f.out != "-" {
		fmt.Fprintln(a.Stderr, report)
	}
	return err
}

// openEvery loads every session of the sources, or the one that --session names.
func (s *source) openEvery(ctx context.Context, a *App, sources []string) ([]*loader.Recording, error) {
	opts, sources, err := s.options(a, sources)
	if err != nil {
		return nil, err
	}
	recs, err := loader.OpenAll(ctx, sources, opts)
	if err != nil {
		return nil, err
	}
	if err := recs[0].Err(); err != nil {
		a.warn("%v; using what could be read", err)
	}
	return recs, nil
}

// writeOutput writes a file, or standard output for "-". The file is there only
// when all of it was written, and is none of the sources.
func (a *App) writeOutput(path string, sources []string, write func(io.Writer) error) error {
	if path == "-" {
		w := bufio.NewWriter(a.Stdout)
		if err := write(w); err != nil {
			return err
		}
		return w.Flush()
	}
	if st, err := os.Stat(path); err == nil {
		if st.IsDir() {
			return fmt.Errorf("write %s: it is a directory", path)
		}
		for _, s := range sources {
			if at, err := os.Stat(s); err == nil && (os.SameFile(st, at) || at.IsDir() && inside(s, path)) {
				return usagef("-o %s is part of the source; write to another file", path)
			}
		}
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".playhead-*")
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(tmp, 1<<18)
	err = write(w)
	err = cmp.Or(err, w.Flush())
	err = cmp.Or(err, tmp.Chmod(0o644))
	err = cmp.Or(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// inside reports whether a path is below a directory.
func inside(dir, path string) bool {
	a, err := filepath.Abs(dir)
	b, err2 := filepath.Abs(path)
	rel, err3 := filepath.Rel(a, b)
	return err == nil && err2 == nil && err3 == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// converting writes recordings one after the other.
type converting struct {
	app   *App
	flags *convertFlags
	w     io.Writer
	total *convert.Result
	some  bool
}

// parts are the tracks of a recording with the stretch to write.
func (c *converting) parts(rec *loader.Recording) ([]convert.Part, error) {
	info := rec.Info()
	from, to := event.Millis(0), event.Millis(0)
	for _, b := range []struct {
		flag, text string
		at         *event.Millis
	}{{"--from", c.flags.from, &from}, {"--to", c.flags.to, &to}} {
		if b.text == "" {
			continue
		}
		m, err := moment.Parse(b.text)
		if err != nil {
			return nil, usageError{fmt.Errorf("%s: %w", b.flag, err)}
		}
		if *b.at, err = m.In(info.Start, info.End); err != nil && !errors.Is(err, moment.ErrOutside) {
			return nil, fmt.Errorf("%s: %w", b.flag, err)
		}
	}
	if to != 0 && to < from {
		return nil, usagef("--to is before --from")
	}
	var out []convert.Part
	for i, t := range rec.Tracks() {
		p := convert.Part{Track: t, Page: newConvertPage(), From: from, To: to, Picture: rec.Picture}
		for _, v := range t.Views() {
			p.Views = append(p.Views, v.ID)
		}
		for _, e := range rec.Entries() {
			if int(e.Track) == i || e.Track < 0 && i == 0 {
				p.Beside = append(p.Beside, e)
			}
		}
		out = append(out, p)
	}
	return out, nil
}

func (c *converting) add(r *convert.Result) {
	c.total.Events += r.Events
	for what, n := range r.Left {
		if c.total.Left == nil {
			c.total.Left = make(map[string]int)
		}
		c.total.Left[what] += n
	}
	c.total.First = cmp.Or(c.total.First, r.First)
	c.total.Last = max(c.total.Last, r.Last)
}

// report says what was written and what not.
func (c *converting) report() string {
	out := fmt.Sprintf("%s, %s", plural(c.total.Events, "event"), moment.Clock(c.total.Last-c.total.First))
	for i, k := range c.total.Kinds() {
		if i == 0 {
			out += "; left out: "
		} else {
			out += ", "
		}
		out += fmt.Sprintf("%s %d", k, c.total.Left[k])
	}
	return out
}

// rrweb writes one tab of every recording.
func (c *converting) rrweb(ctx context.Context, recs []*loader.Recording) error {
	if _, err := io.WriteString(c.w, "["); err != nil {
		return err
	}
	end := event.Millis(0)
	for _, rec := range recs {
		parts, err := c.parts(rec)
		if err != nil {
			return err
		}
		tab := c.flags.tab - 1
		switch {
		case c.flags.tab == 0:
			tab = busiest(parts)
			if len(parts) > 1 {
				c.app.warn("an rrweb recording shows one tab: writing tab %d of %d; choose with --tab", tab+1, len(parts))
			}
		case tab < 0 || tab >= len(parts):
			return usagef("--tab %d: there are tabs 1 to %d", c.flags.tab, len(parts))
		}
		if start := rec.Tracks()[tab].Start(); start < end {
			return fmt.Errorf("session %s begins before the one written before it ends: an rrweb recording shows one page at a time; choose with --session", rec.Info().SessionID)
		}
		end = rec.Tracks()[tab].End()
		r, err := convert.RRWeb(ctx, &parts[tab], c.event)
		c.add(r)
		if err != nil {
			return err
		}
	}
	_, err := io.WriteString(c.w, "\n]\n")
	return err
}

func busiest(parts []convert.Part) int {
	best := 0
	for i := range parts {
		if parts[i].Track.Len() > parts[best].Track.Len() {
			best = i
		}
	}
	return best
}

// event writes one rrweb event.
func (c *converting) event(_ event.Millis, json []byte) error {
	separator := "\n"
	if c.some {
		separator = ",\n"
	}
	c.some = true
	if _, err := io.WriteString(c.w, separator); err != nil {
		return err
	}
	if c.flags.packed {
		json = convert.Pack(json)
	}
	_, err := c.w.Write(json)
	return err
}

// datadog writes the tabs of every recording as segments.
func (c *converting) datadog(ctx context.Context, recs []*loader.Recording) error {
	open, end := "[\n", "]\n"
	if c.flags.packed {
		open, end = "", ""
	}
	if _, err := io.WriteString(c.w, open); err != nil {
		return err
	}
	for _, rec := range recs {
		parts, err := c.parts(rec)
		if err != nil {
			return err
		}
		info := rec.Info()
		for i := range parts {
			ids := convert.IDs{
				Application: uuid(info.ApplicationID), Session: uuid(info.SessionID, fmt.Sprint(info.Start)),
				View: func(index int32) string { return viewID(&parts[i], info.SessionID, i, index) },
			}
			r, err := convert.Datadog(ctx, &parts[i], ids, c.segment)
			c.add(r)
			if err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(c.w, end)
	return err
}

// segment writes one segment.
func (c *converting) segment(json []byte) error {
	if c.flags.packed {
		z := zlib.NewWriter(c.w)
		_, err := z.Write(json)
		return cmp.Or(err, z.Close())
	}
	if c.some {
		if _, err := io.WriteString(c.w, ","); err != nil {
			return err
		}
	}
	c.some = true
	_, err := c.w.Write(json)
	return err
}

// viewID is the recorded id of a view, or one made for it.
func viewID(p *convert.Part, session string, tab int, index int32) string {
	id := ""
	if int(index) < len(p.Views) && index >= 0 {
		id = p.Views[index]
	}
	if isUUID(id) {
		return id
	}
	return uuid(session, fmt.Sprint(tab), fmt.Sprint(index), id)
}

// uuid returns the first of the names when it is a UUID, else one that is made of
// all of them: the same every time.
func uuid(names ...string) string {
	if isUUID(names[0]) {
		return names[0]
	}
	h := sha256.Sum256([]byte(strings.Join(names, "\x00")))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80 // version 8: RFC 9562 §5.8
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}
