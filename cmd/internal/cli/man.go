package cli

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *App) manCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "man [COMMAND]",
		Short: "Print the manual page of a command",
		Long: `Print the manual page of playhead, or of one of its commands, for man. With --dir write the pages of all
commands: playhead.1, playhead-frame.1, …`,
		Example: examples(
			"playhead man | man -l -",
			"playhead man export | man -l -",
			"playhead man --dir ~/.local/share/man/man1",
		),
		Args: args(cobra.MaximumNArgs(1)),
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, c := range shownCommands(cmd.Root()) {
				names = append(names, c.Name()+"\t"+c.Short)
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, names []string) error {
			root := cmd.Root()
			if dir != "" {
				if len(names) > 0 {
					return usagef("--dir writes the pages of all commands: name none")
				}
				return a.writeManPages(root, dir)
			}
			page := root
			if len(names) == 1 {
				found, _, err := root.Find(names)
				if err != nil || found == root || found.Hidden {
					return usagef("no command %s", names[0])
				}
				page = found
			}
			return writeMan(cmd.OutOrStdout(), page)
		},
	}
	cmd.Flags().StringVarP(&dir, "dir", "C", "", "write the pages of all commands into this `DIR`")
	return cmd
}

// writeManPages writes a file for each command.
func (a *App) writeManPages(root *cobra.Command, dir string) error {
	for _, c := range append([]*cobra.Command{root}, shownCommands(root)...) {
		w, err := openTarget(a.Stdout, filepath.Join(dir, manName(c)+".1"))
		if err != nil {
			return err
		}
		if err := w.close(writeMan(w, c)); err != nil {
			return err
		}
	}
	return nil
}

// shownCommands are the commands that help lists.
func shownCommands(root *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, c := range root.Commands() {
		if !c.Hidden && c.Name() != "help" {
			out = append(out, c)
		}
	}
	return out
}

func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// writeMan writes the page of a command in the macros of man(7). It names no
// date, so that the same program writes the same page.
func writeMan(w io.Writer, c *cobra.Command) error {
	b := bufio.NewWriter(w) // keeps the first error for Flush
	c.InitDefaultHelpFlag()
	_, _ = fmt.Fprintf(b, ".TH %s 1 \"\" \"playhead\" \"Playhead\"\n", strings.ToUpper(manName(c)))
	_, _ = fmt.Fprintf(b, ".SH NAME\n%s \\- %s\n", roff(manName(c)), roff(lowerFirst(c.Short)))
	_, _ = fmt.Fprintf(b, ".SH SYNOPSIS\n.B %s\n", roff(strings.TrimSpace(c.UseLine())))
	_, _ = b.WriteString(".SH DESCRIPTION\n")
	long := c.Long
	if long == "" {
		long = c.Short + "."
	}
	manText(b, long)
	if subs := shownCommands(c); len(subs) > 0 {
		_, _ = b.WriteString(".SH COMMANDS\n")
		for _, s := range subs {
			_, _ = fmt.Fprintf(b, ".TP\n.B %s\n%s.\n", roff(strings.TrimSuffix(s.UseLine(), " [flags]")), roff(s.Short))
		}
	}
	_, _ = b.WriteString(".SH OPTIONS\n")
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			manFlag(b, f)
		}
	})
	if c.Example != "" {
		_, _ = b.WriteString(".SH EXAMPLES\n.nf\n")
		for line := range strings.Lines(c.Example) {
			_, _ = b.WriteString(roff(strings.TrimSpace(line)) + "\n")
		}
		_, _ = b.WriteString(".fi\n")
	}
	_, _ = b.WriteString(".SH EXIT STATUS\n0 fine, 1 failed, 2 used wrongly; commands that search, compare or check say otherwise above.\n")
	manSeeAlso(b, c)
	return b.Flush()
}

func manSeeAlso(b *bufio.Writer, c *cobra.Command) {
	var pages []string
	if c.HasParent() {
		pages = append(pages, manName(c.Root()))
	}
	for _, s := range shownCommands(c.Root()) {
		if s != c {
			pages = append(pages, manName(s))
		}
	}
	for i, p := range pages {
		pages[i] = ".BR " + roff(p) + " (1)"
	}
	_, _ = b.WriteString(".SH SEE ALSO\n" + strings.Join(pages, ",\n") + "\n")
}

// manFlag writes the entry of a flag.
func manFlag(b *bufio.Writer, f *pflag.Flag) {
	value, usage := pflag.UnquoteUsage(f)
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	_, _ = fmt.Fprintf(b, ".TP\n.B %s", roff(name))
	if value != "" {
		_, _ = b.WriteString(" " + roff(value))
	}
	_, _ = b.WriteString("\n" + roff(usage))
	if d := f.DefValue; d != "" && d != "false" && d != "0" && d != "0s" && d != "[]" && !strings.Contains(usage, "(default") {
		_, _ = b.WriteString(" (default " + roff(d) + ")")
	}
	_, _ = b.WriteString("\n")
}

// manText writes paragraphs; lines that are indented stay as they are.
func manText(b *bufio.Writer, s string) {
	kept := false
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\n")
		indented := strings.HasPrefix(line, "  ")
		switch {
		case indented && !kept:
			_, _ = b.WriteString(".PP\n.nf\n")
		case !indented && kept && line != "":
			_, _ = b.WriteString(".fi\n.PP\n")
		case line == "" && !kept:
			_, _ = b.WriteString(".PP\n")
			continue
		}
		if line != "" {
			kept = indented
		}
		_, _ = b.WriteString(roff(line) + "\n")
	}
	if kept {
		_, _ = b.WriteString(".fi\n")
	}
}

var roffEscaper = strings.NewReplacer(`\`, `\e`, "-", `\-`)

// roff escapes a line of text.
func roff(s string) string {
	s = roffEscaper.Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
