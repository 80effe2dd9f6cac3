package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"playhead/engine/moment"
)

// completeTime bounds how long completion reads a recording.
const completeTime = 2 * time.Second

// addCompletions gives the flags of all commands what shells complete: the words
// of those that take few, sessions and views of the recording that is named.
func (a *App) addCompletions(root *cobra.Command) {
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if fn := a.completion(c, f); fn != nil {
				// An error says that a command has a completion of its own for the flag.
				_ = c.RegisterFlagCompletionFunc(f.Name, fn)
			}
		})
	}
}

// completion returns what completes a flag, nil to leave it to the shell.
func (a *App) completion(c *cobra.Command, f *pflag.Flag) cobra.CompletionFunc {
	if words := flagWords(c, f); words != nil {
		return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	}
	switch f.Name {
	case "session":
		return a.completeFrom(completeSessions)
	case "view":
		return a.completeFrom(completeViews)
	case "at", "from", "to", "since", "until", "speed", "fps", "cols", "rows", "idle-limit", "cell-width":
		return cobra.NoFileCompletions
	}
	return nil
}

// flagWords returns the words that a flag takes, nil when it takes others.
func flagWords(c *cobra.Command, f *pflag.Flag) []string {
	if s, ok := f.Value.(*settingFlag); ok {
		return wordsOf(s.setting.Values)
	}
	switch {
	case c.Name() == "export" && f.Name == "format":
		var names []string
		for _, x := range exportFormats() {
			names = append(names, x.name+"\t"+x.about)
		}
		return names
	case c.Name() == "events" && f.Name == "kind":
		return kindNames(false)
	}
	_, usage := pflag.UnquoteUsage(f)
	if f.Value.Type() != "string" {
		return nil
	}
	return wordsOf(usage)
}

// wordsOf returns the words that a usage lists as "a, b or c", before or after a
// colon; nil where it lists none.
func wordsOf(usage string) []string {
	for part := range strings.SplitSeq(usage, ": ") {
		part, _, _ = strings.Cut(part, " (")
		head, last, ok := strings.Cut(part, " or ")
		if !ok {
			continue
		}
		words := append(strings.Split(head, ", "), last)
		if !slices.ContainsFunc(words, func(w string) bool { return w == "" || strings.ContainsAny(w, " ;,") }) {
			return words
		}
	}
	return nil
}

// completeFrom completes from the recording that the arguments name.
func (a *App) completeFrom(list func(ctx context.Context, a *App, src *source, sources []string) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, sources []string, _ string) ([]string, cobra.ShellCompDirective) {
		if slices.Contains(sources, "-") {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ctx, cancel := context.WithTimeout(cmd.Context(), completeTime)
		defer cancel()
		return list(ctx, a, &source{cmd: cmd}, sources), cobra.ShellCompDirectiveNoFileComp
	}
}

func completeSessions(ctx context.Context, a *App, src *source, sources []string) []string {
	rec, err := src.openWhole(ctx, a, sources)
	if err != nil {
		return nil
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	var out []string
	for _, s := range rec.Info().Sessions {
		if s.ID != "" {
			out = append(out, s.ID+"\t"+time.UnixMilli(int64(s.Start)).UTC().Format(time.DateTime))
		}
	}
	return out
}

func completeViews(ctx context.Context, a *App, src *source, sources []string) []string {
	rec, err := src.openWhole(ctx, a, sources)
	if err != nil {
		return nil
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	var out []string
	start := rec.Info().Start
	n := 0
	for _, t := range rec.Tracks() {
		for _, v := range t.Views() {
			n++
			out = append(out, fmt.Sprintf("%d\t%s %s", n, moment.Clock(v.Start-start), safe(v.URL)))
		}
	}
	return out
}
