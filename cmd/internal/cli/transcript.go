package cli

import (
	"bufio"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/engine/steps"
	"playhead/engine/transcript"
)

type transcriptFlags struct {
	src     source
	stretch stretch
	asJSON  bool
}

func (a *App) transcriptCommand() *cobra.Command {
	var f transcriptFlags
	cmd := &cobra.Command{
		Use:   "transcript [SOURCE...]",
		Short: "Tell the session as text, line by line",
		Long: `Tell the session as text, line by line: which page was open, what was to be seen on it, what the user
did, what the page answered. For a screen reader, a ticket, or a program. What is seen is what the
viewport showed, in reading order; after the first look at a page, only what is new.`,
		Example: examples(
			"playhead transcript recording.json",
			"playhead transcript recording.json --from 4:00 --to 5:00",
			"playhead transcript --json recording.json | jq -r 'select(.kind == \"fails\").text'",
		),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.runTranscript(cmd.Context(), sources, &f) },
	}
	f.src.addFlags(cmd)
	f.stretch.addFlags(cmd)
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object per line")
	return cmd
}

// transcriptLine is a line as --json prints it; times are in ms.
type transcriptLine struct {
	Time   event.Millis `json:"time"`
	Offset event.Millis `json:"offset"`
	Tab    int          `json:"tab"` // from 1
	Kind   string       `json:"kind"`
	Text   string       `json:"text"`
}

func (a *App) runTranscript(ctx context.Context, sources []string, f *transcriptFlags) error {
	rec, err := f.src.openWhole(ctx, a, sources)
	if err != nil {
		return err
	}
	defer rec.Close() //nolint:errcheck // nothing is written
	info := rec.Info()
	from, to, err := f.stretch.in(info)
	if err != nil {
		return err
	}
	script, err := buildSteps(ctx, rec, steps.Options{From: from, To: to, Scrolls: true})
	if err != nil {
		return err
	}
	w := bufio.NewWriter(a.Stdout)
	err = transcript.Write(ctx, eventTracks(rec), script, func(l transcript.Line) error {
		if f.asJSON {
			return printJSONLine(w, transcriptLine{l.Time, l.Time - info.Start, l.Tab + 1, l.Kind.String(), l.Text})
		}
		where := ""
		if info.Tracks > 1 {
			where = fmt.Sprintf("tab %d  ", l.Tab+1)
		}
		_, err := fmt.Fprintf(w, "%s  %s%-7s  %s\n", moment.Clock(max(l.Time-info.Start, 0)), where, l.Kind, safe(l.Text))
		return err
	})
	if err != nil {
		return err
	}
	return w.Flush()
}
