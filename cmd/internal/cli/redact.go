package cli

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"playhead/engine/css"
	"playhead/engine/event"
	"playhead/loader"
	"playhead/loader/convert"
	"playhead/loader/redact"
)

type redactFlags struct {
	src       source
	out       string
	patterns  []string
	selectors []string
	keep      []string
	text      bool
	asJSON    bool
}

// redactKinds are the sorts that --keep names.
var redactKinds = []struct {
	name string
	kind redact.Kind
}{
	{"mail", redact.Mail}, {"card", redact.Card}, {"token", redact.Token}, {"input", redact.Input}, {"query", redact.Query}, {"user", redact.Person},
}

func (a *App) redactCommand() *cobra.Command {
	var f redactFlags
	cmd := &cobra.Command{
		Use:   "redact [SOURCE...] -o FILE",
		Short: "Write a copy of a recording without personal data",
		Long: `Write a copy of a recording that can be given away: mail addresses, card numbers, tokens, what users
typed, values in queries of addresses and who the user is are masked in every event, and so is what
--pattern and --selector name. What is found once is masked wherever it stands. Masks have the shape
of the text, so that pages keep their layout. Pictures are left out. The copy is checked before it is
kept: nothing of what was found may be in it.

A recording of the Datadog SDK becomes an archive of its segments and RUM events, one of rrweb an
array of events. What was found is counted, never shown.`,
		Example: examples(
			"playhead redact requests/ -o safe.tar",
			"playhead redact events.json --selector '.account, [data-private]' --pattern 'K-[0-9]{6}' -o safe.json",
			"playhead redact requests/ --text -o no-text-at-all.tar",
			"playhead redact requests/ --keep query,user -o safe.tar",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runRedact(cmd.Context(), sources, &f) },
	}
	f.src.addFlags(cmd)
	fl := cmd.Flags()
	fl.StringVarP(&f.out, "output", "o", "", "the `FILE` to write; - for standard output")
	fl.StringArrayVar(&f.patterns, "pattern", nil, "mask what matches this regular expression `RE`, too; may be repeated")
	fl.StringArrayVar(&f.selectors, "selector", nil, "mask all text in elements that match this `CSS` selector; may be repeated")
	fl.StringSliceVar(&f.keep, "keep", nil, "leave these `SORTS` alone: mail, card, token, input, query, user")
	fl.BoolVar(&f.text, "text", false, "mask all text of pages")
	fl.BoolVar(&f.asJSON, "json", false, "print what was found as JSON")
	_ = cmd.MarkFlagRequired("output")
	return cmd
}

// redacting is one run.
type redacting struct {
	flags *redactFlags
	r     *redact.Redactor
	sels  []*css.Selector
	recs  []*loader.Recording

	sources []string
	opts    loader.Options
	again   func() io.Reader // standard input, from its start
}

func (a *App) newRedacting(f *redactFlags, sources []string) (*redacting, error) {
	opts := redact.Options{Keep: make(map[redact.Kind]bool)}
	for _, p := range f.patterns {
		re, err := regexp.Compile(p)
		if err != nil {
			return nil, usagef("--pattern %s: %w", p, err)
		}
		opts.Patterns = append(opts.Patterns, re)
	}
	for _, k := range f.keep {
		i := slices.IndexFunc(redactKinds, func(x struct {
			name string
			kind redact.Kind
		}) bool {
			return x.name == strings.TrimSpace(k)
		})
		if i < 0 {
			return nil, usagef("--keep %s: want some of mail, card, token, input, query, user", k)
		}
		opts.Keep[redactKinds[i].kind] = true
	}
	x := &redacting{flags: f, r: redact.New(opts)}
	for _, s := range f.selectors {
		sels, ok := css.ParseSelectors(s)
		if !ok || len(sels) == 0 {
			return nil, usagef("--selector %s: not a CSS selector", s)
		}
		x.sels = append(x.sels, sels...)
	}
	var err error
	if x.opts, x.sources, err = f.src.options(a, sources); err != nil {
		return nil, err
	}
	if slices.Contains(x.sources, "-") {
		b, err := io.ReadAll(x.opts.Stdin)
		if err != nil {
			return nil, err
		}
		x.again = func() io.Reader { return bytes.NewReader(b) }
	}
	return x, nil
}

// loaderOptions are the options to read the sources once more.
func (x *redacting) loaderOptions() loader.Options {
	opts := x.opts
	if x.again != nil {
		opts.Stdin = x.again()
	}
	return opts
}

func (a *App) runRedact(ctx context.Context, sources []string, f *redactFlags) error {
	x, err := a.newRedacting(f, sources)
	if err != nil {
		return err
	}
	if x.recs, err = loader.OpenAll(ctx, x.sources, x.loaderOptions()); err != nil {
		return err
	}
	if err := x.recs[0].Err(); err != nil {
		a.warn("%v; using what could be read", err)
	}
	if f := x.recs[0].Info().Format; f == loader.FormatHTML || slices.ContainsFunc(x.recs, func(r *loader.Recording) bool { return r.Info().Format != f }) {
		return errors.New("redact: want recordings of one recorder, Datadog's or rrweb")
	}
	if err := x.learn(ctx); err != nil {
		return err
	}
	if err := a.writeOutput(f.out, sources, func(w io.Writer) error { return x.write(ctx, w) }); err != nil {
		return err
	}
	report := a.Stdout
	if f.out == "-" {
		report = a.Stderr
	}
	return x.report(report)
}

// report says what was found, without showing it.
func (x *redacting) report(w io.Writer) error {
	counts := x.r.Counts()
	if x.flags.asJSON {
		type row struct {
			Kind   redact.Kind `json:"kind"`
			Masked int         `json:"masked"`
			Values int         `json:"values"`
		}
		rows := make([]row, 0, len(counts))
		for _, c := range counts {
			rows = append(rows, row{c.Kind, c.Times, c.Values})
		}
		return printJSON(w, rows)
	}
	if len(counts) == 0 {
		fmt.Fprintln(w, "nothing was found to mask")
	}
	for _, c := range counts {
		values := ""
		if c.Values > 0 {
			values = fmt.Sprintf(", %d different", c.Values)
		}
		fmt.Fprintf(w, "%-17s masked %d×%s\n", c.Kind, c.Times, values)
	}
	return nil
}

// learn looks at all texts.
func (x *redacting) learn(ctx context.Context) error {
	for _, rec := range x.recs {
		u := rec.Info().User
		x.r.LearnPerson(u.Name, u.Email, u.ID)
		for i := range rec.Tracks() {
			page := newConvertPage()
			part := x.part(rec, i, page, func(t convert.Text) string {
				x.r.Learn(x.role(page, &t), t.Value)
				return t.Value
			})
			if _, err := convert.RRWeb(ctx, part, func(event.Millis, []byte) error { return nil }); err != nil {
				return err
			}
		}
	}
	return loader.RUMEvents(ctx, x.sources, x.loaderOptions(), func(_ string, json []byte) error {
		_, err := redact.JSON(json, func(path []string, s string) string {
			if person(path) {
				x.r.LearnPerson(s)
			}
			x.r.Learn(redact.Plain, s)
			return s
		})
		return err
	})
}

// part is a track as it is written, with its texts filtered.
func (x *redacting) part(rec *loader.Recording, track int, page convert.Page, filter func(convert.Text) string) *convert.Part {
	t := rec.Tracks()[track]
	p := &convert.Part{Track: t, Page: page, Filter: filter}
	for _, v := range t.Views() {
		p.Views = append(p.Views, v.ID)
	}
	return p
}

// person reports whether a member of a RUM event says who the user is.
func person(path []string) bool {
	return len(path) > 1 && path[0] == "usr"
}

// write writes the copy and checks every piece of it.
func (x *redacting) write(ctx context.Context, w io.Writer) error {
	if x.recs[0].Info().Format == loader.FormatDatadog {
		return x.writeDatadog(ctx, w)
	}
	return x.writeRRWeb(ctx, w)
}

// checked fails when a piece of the copy holds anything that was found.
// In events of the page some members hold words of its language.
func (x *redacting) checked(json []byte, page bool) error {
	var left []string
	_, err := redact.JSON(json, func(path []string, s string) string {
		role := redact.Plain
		for _, name := range path[max(0, len(path)-2):] {
			if page && redact.Structural(name) {
				role = redact.Markup
			}
		}
		if left == nil && (x.r.Check(role, s) != "" || len(path) > 0 && x.r.Check(redact.Markup, path[len(path)-1]) != "") {
			left = append([]string{}, path...)
		}
		return s
	})
	if err == nil && left != nil {
		err = fmt.Errorf("redact: something that was found is still in the copy, at %s; the copy is not kept", strings.Join(left, "."))
	}
	return err
}

func (x *redacting) writeRRWeb(ctx context.Context, w io.Writer) error {
	some := false
	if _, err := io.WriteString(w, "["); err != nil {
		return err
	}
	for _, rec := range x.recs {
		tracks := rec.Tracks()
		for i := range tracks {
			page := newConvertPage()
			part := x.part(rec, i, page, x.mask(page))
			_, err := convert.RRWeb(ctx, part, func(_ event.Millis, json []byte) error {
				if len(tracks) > 1 {
					json = fmt.Appendf(json[:len(json)-1], `,"windowId":"%d"}`, i+1)
				}
				if err := x.checked(json, true); err != nil {
					return err
				}
				separator := ",\n"
				if !some {
					separator, some = "\n", true
				}
				if _, err := io.WriteString(w, separator); err != nil {
					return err
				}
				_, err := w.Write(json)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(w, "\n]\n")
	return err
}

// writeDatadog writes an archive of segments and RUM events.
func (x *redacting) writeDatadog(ctx context.Context, w io.Writer) error {
	archive := tar.NewWriter(w)
	add := func(name string, b []byte) error {
		if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(b))}); err != nil {
			return err
		}
		_, err := archive.Write(b)
		return err
	}
	written := 0
	sessions := make(map[string]bool)
	for _, rec := range x.recs {
		info := rec.Info()
		sessions[info.SessionID] = true
		for i := range rec.Tracks() {
			page := newConvertPage()
			part := x.part(rec, i, page, x.mask(page))
			ids := convert.IDs{Application: info.ApplicationID, Session: info.SessionID, View: func(index int32) string { return viewID(part, info.SessionID, i, index) }}
			_, err := convert.Datadog(ctx, part, ids, func(segment []byte) error {
				if err := x.checked(segment, true); err != nil {
					return err
				}
				written++
				return add(fmt.Sprintf("segments/%04d.json", written), segment)
			})
			if err != nil {
				return err
			}
		}
	}
	var rum bytes.Buffer
	err := loader.RUMEvents(ctx, x.sources, x.loaderOptions(), func(session string, json []byte) error {
		if !sessions[session] {
			return nil
		}
		line, err := redact.JSON(json, func(path []string, s string) string { return x.maskRUM(path, s) })
		if err != nil {
			return err
		}
		rum.Write(line)
		return x.checked(line, false)
	})
	if err == nil && rum.Len() > 0 {
		err = add("rum.ndjson", rum.Bytes())
	}
	if err != nil {
		return err
	}
	return archive.Close()
}

// maskRUM masks a string of a RUM event. Ids and names that the format itself
// gives are left alone.
func (x *redacting) maskRUM(path []string, s string) string {
	last := ""
	if len(path) > 0 {
		last = path[len(path)-1]
	}
	switch {
	case person(path):
		return x.r.Mask(redact.Whole, s)
	case last == "url" || last == "referrer":
		return x.r.Mask(redact.Address, s)
	}
	return x.r.Mask(redact.Plain, s)
}
