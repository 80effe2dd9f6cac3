package cli

import (
	"bufio"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/steps"
)

type chaptersFlags struct {
	src    source
	asJSON bool
}

func (a *App) chaptersCommand() *cobra.Command {
	var f chaptersFlags
	cmd := &cobra.Command{
		Use:   "chapters [SOURCE...]",
		Short: "Divide the session into chapters",
		Long: `Divide the session into chapters, by rules: one begins with another page, after half a minute without
input, with a form, and after a form was sent. Each line says when, for how long, and what it was about.`,
		Example: examples(
			"playhead chapters recording.json",
			"playhead chapters --json recording.json | jq 'select(.errors > 0)'",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runChapters(cmd.Context(), sources, &f) },
	}
	f.src.addFlags(cmd)
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object per line")
	return cmd
}

// chapterLine is a chapter as --json prints it; times are in ms.
type chapterLine struct {
	Start        event.Millis `json:"start"`
	Offset       event.Millis `json:"offset"`
	Duration     event.Millis `json:"duration"`
	Tab          int          `json:"tab"` // from 1
	Rule         string       `json:"rule"`
	Page         string       `json:"page"`
	Title        string       `json:"title"`
	Steps        int          `json:"steps"`
	Errors       int          `json:"errors"`
	Frustrations int          `json:"frustrations"`
}

func (a *App) runChapters(ctx context.Context, sources []string, f *chaptersFlags) error {
	rec, err := f.src.openWhole(ctx, a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	script, err := buildSteps(ctx, rec, steps.Options{})
	if err != nil {
		return err
	}
	info := rec.Info()
	w := bufio.NewWriter(a.Stdout)
	for _, c := range steps.Chapters(script, info.End) {
		if f.asJSON {
			line := chapterLine{
				c.Start, c.Start - info.Start, c.End - c.Start, c.Tab + 1, c.Rule, c.Page, c.Title, c.Steps, c.Errors, c.Frustrations,
			}
			if err := printJSONLine(w, line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(w, "%s  %8s  %s\n", moment.Clock(max(c.Start-info.Start, 0)), moment.Clock(c.End-c.Start), safe(c.Title))
	}
	return w.Flush()
}
