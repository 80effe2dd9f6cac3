package cli

import (
	"github.com/spf13/cobra"

	"playhead/engine/dom"
	"playhead/engine/text"
)

func (a *App) domCommand() *cobra.Command {
	var src source
	var format string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "dom [SOURCE...]",
		Short: "Print the page's DOM at a moment",
		Long: `Print the DOM as it stands at a moment, with live form state and style sheets: as HTML that shows
the page in a browser with all scripts inert, or as the canonical tree, made for comparing.`,
		Example: examples(
			"playhead dom recording.json --at 1:02.5 > page.html",
			"playhead dom requests/ --at end --format json | jq '.[2]'",
		),
		RunE: func(cmd *cobra.Command, sources []string) error {
			if asJSON {
				format = "json"
			}
			if format != "html" && format != "json" {
				return usagef("--format %s: want html or json", format)
			}
			m, err := src.openMoment(cmd.Context(), a, sources)
			if err != nil {
				return err
			}
			defer m.close()
			if format == "html" {
				e := escaper{form: text.HTMLEscape}
				if err := dom.WriteHTML(m.state.Tree, &e); err != nil {
					return err
				}
				return e.flush(a.Stdout)
			}
			_, err = a.Stdout.Write(append(escapeControls(dom.Canonical(m.state.Tree), text.JSONEscape), '\n'))
			return err
		},
	}
	src.addFlags(cmd)
	src.addMomentFlags(cmd)
	cmd.Flags().StringVar(&format, "format", "html", "`FORMAT`: html or json (canonical tree)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
	return cmd
}
