package cli

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"playhead/cmd/internal/config"
	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/summary"
	"playhead/loader/catalog"
)

type sessionFlags struct {
	many    many
	sort    string
	columns string
	asJSON  bool
	asCSV   bool
	limit   int
}

func (a *App) sessionsCommand() *cobra.Command {
	var f sessionFlags
	cmd := &cobra.Command{
		Use:   "sessions [QUERY] [SOURCE...]",
		Short: "List the sessions in files and directories, or of a server",
		Long: `List the sessions in files and directories (by default the current one), one line each: when, how
long, who, what went wrong, and what to open. Files are found out by what they hold, so a session
may lie in many files and a file may hold many sessions. The list of a directory is kept in the
cache, and files that have not changed are not read again. With --server, or without SOURCE where
the configuration names a server, the server's sessions are listed, the newest first.

A QUERY before the sources, or --query, takes the sessions that match: each column is a field of the
query language (errors:>0, duration:>5m, url:/cart, user:ada, -browser:firefox), a word without a
field is searched in all texts.

Columns: ` + columnNames() + `.`,
		Example: examples(
			"playhead sessions recordings/",
			"playhead sessions 'errors:>0 user:ada start:>=2026-11-01' recordings/",
			"playhead sessions --sort -errors --columns start,user,errors,worst,source recordings/",
			"playhead sessions --json recordings/ | jq -r 'select(.rage > 0) | .source'",
			"playhead sessions --csv recordings/ > sessions.csv",
			"playhead sessions --server http://127.0.0.1:8126 --limit 20",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runSessions(cmd, sources, &f) },
	}
	f.many.addFlags(cmd)
	addSettings(cmd, config.Server, config.Token)
	fl := cmd.Flags()
	fl.StringVar(&f.sort, "sort", "", "sort by this `COLUMN`; -COLUMN sorts the other way round (default: as found)")
	fl.StringVar(&f.columns, "columns", "", "which `COLUMNS`, separated by commas, or all")
	fl.BoolVar(&f.asJSON, "json", false, "print one JSON object per line, with all columns")
	fl.BoolVar(&f.asCSV, "csv", false, "print comma-separated values")
	fl.IntVar(&f.limit, "limit", 0, "print `N` sessions at most")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	return cmd
}

// columnNames lists the columns for help.
func columnNames() string {
	var names []string
	for _, c := range summary.Columns() {
		names = append(names, c.Name)
	}
	var lines []string
	line := ""
	for i, n := range names {
		if i < len(names)-1 {
			n += ","
		}
		if len(line)+len(n) > 90 {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + n)
	}
	return strings.Join(append(lines, line), "\n")
}

// usualColumns are those of the table; CSV has all.
const usualColumns = "start,duration,active,pages,clicks,errors,rage,dead,user,browser,size,source"

func (a *App) runSessions(cmd *cobra.Command, args []string, f *sessionFlags) error {
	if remote, err := a.sessionServer(cmd, args); err != nil {
		return err
	} else if remote != nil {
		return a.remoteSessions(cmd.Context(), remote, args, f)
	}
	sources, err := f.many.queryAndSources(args)
	if err == nil {
		f.many.signals, err = a.signals(cmd)
	}
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		sources = []string{"."}
	}
	out, err := a.sessionPrinter(f)
	if err != nil {
		return err
	}
	sorter, err := newSorter(f.sort)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	found, err := a.findSessions(ctx, &f.many, sources)
	if err != nil {
		return err
	}
	var list []catalog.Session
	printed := 0
	for s, err := range found.matching(ctx) {
		if err != nil {
			return err
		}
		if sorter != nil {
			list = append(list, s)
			continue
		}
		if err := out.print(&s.Session); err != nil {
			return err
		}
		if printed++; printed == f.limit {
			break
		}
	}
	sorter.sort(list)
	for i := range list {
		if f.limit > 0 && i == f.limit {
			break
		}
		if err := out.print(&list[i].Session); err != nil {
			return err
		}
	}
	found.trouble.end()
	if err := out.flush(); err != nil {
		return err
	}
	return found.trouble.result()
}

// sorter sorts by a column.
type sorter struct {
	column     summary.Column
	descending bool
}

// newSorter reads --sort; nil when nothing is to be sorted.
func newSorter(name string) (*sorter, error) {
	if name == "" {
		return nil, nil
	}
	name, descending := strings.CutPrefix(name, "-")
	c, ok := summary.Lookup(name)
	if !ok {
		return nil, usagef("--sort %s: want a column, one of\n%s", name, columnNames())
	}
	return &sorter{c, descending}, nil
}

func (s *sorter) sort(list []catalog.Session) {
	if s == nil {
		return
	}
	catalog.Sort(list, s.column, s.descending)
}

// sessionPrinter prints sessions one by one.
type sessionPrinter struct {
	columns []summary.Column
	print   func(*summary.Session) error
	flush   func() error
}

func (a *App) sessionPrinter(f *sessionFlags) (*sessionPrinter, error) {
	p := &sessionPrinter{}
	names := f.columns
	switch {
	case names == "all", names == "" && f.asCSV:
		p.columns = summary.Columns()
	case names == "":
		names = usualColumns
		fallthrough
	default:
		for name := range strings.SplitSeq(names, ",") {
			c, ok := summary.Lookup(strings.TrimSpace(name))
			if !ok {
				return nil, usagef("--columns %s: want some of\n%s", name, columnNames())
			}
			p.columns = append(p.columns, c)
		}
	}
	switch {
	case f.asJSON:
		w := bufio.NewWriter(a.Stdout)
		p.print = func(s *summary.Session) error { return printJSONLine(w, s) }
		p.flush = w.Flush
	case f.asCSV:
		p.csv(a.Stdout)
	default:
		p.table(a.Stdout)
	}
	return p, nil
}

func (p *sessionPrinter) csv(out io.Writer) {
	w := csv.NewWriter(out)
	head := make([]string, len(p.columns))
	for i, c := range p.columns {
		head[i] = c.Name
	}
	_ = w.Write(head) // told by the flush
	cells := make([]string, len(p.columns))
	p.print = func(s *summary.Session) error {
		for i := range p.columns {
			cells[i] = csvCell(&p.columns[i], s)
		}
		return w.Write(cells)
	}
	p.flush = func() error {
		w.Flush()
		return w.Error()
	}
}

// csvCell writes times as RFC 3339 and other numbers as they are: durations in
// ms, sizes in bytes. Texts that a spreadsheet would take for a formula get an
// apostrophe.
func csvCell(c *summary.Column, s *summary.Session) string {
	if c.Kind == summary.Time {
		if c.Number(s) == 0 {
			return ""
		}
		return moment.RFC3339(event.Millis(c.Number(s)))
	}
	if c.Kind.Numeric() {
		return c.Texts(s)[0]
	}
	v := safe(strings.Join(c.Texts(s), " "))
	if v != "" && strings.ContainsRune("=+-@", rune(v[0])) {
		v = "'" + v
	}
	return v
}

// maxColumn is the width of a column of text in a table, in cells.
const maxColumn = 28

func (p *sessionPrinter) table(out io.Writer) {
	head, right := make([]string, len(p.columns)), make([]bool, len(p.columns))
	for i, c := range p.columns {
		head[i], right[i] = c.Title, c.Kind.Numeric() && c.Kind != summary.Time
	}
	t := newTable(out, maxColumn, head, right)
	p.print = func(s *summary.Session) error {
		cells := make([]string, len(p.columns))
		for i := range p.columns {
			cells[i] = tableCell(&p.columns[i], s)
		}
		t.add(cells)
		return nil
	}
	p.flush = t.flush
}

// tableCell writes the value of a column for people. Nothing stands for none, so
// that what there is catches the eye.
func tableCell(c *summary.Column, s *summary.Session) string {
	n := c.Number(s)
	switch c.Kind {
	case summary.Time:
		if n == 0 {
			return ""
		}
		return time.UnixMilli(int64(n)).UTC().Format("2006-01-02 15:04:05Z")
	case summary.Duration:
		return shortClock(event.Millis(n))
	case summary.Bytes:
		return bytesText(int64(n))
	case summary.Flag:
		if n != 0 {
			return "live"
		}
		return ""
	case summary.Count:
		if n == 0 {
			return "·"
		}
		return strconv.FormatFloat(n, 'f', -1, 64)
	default:
		texts := c.Texts(s)
		if len(texts) == 0 {
			return ""
		}
		if c.Name == "source" && s.Shared {
			return texts[0] + " --session " + s.ID
		}
		return texts[0]
	}
}

// shortClock writes a duration as m:ss or h:mm:ss.
func shortClock(d event.Millis) string {
	text, _, _ := strings.Cut(moment.Clock(d), ".")
	return text
}
