package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"playhead/engine/script"
)

func (a *App) scriptCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "script FILE",
		Short: "Make pictures and films of the player by a script",
		Long: `Run a .playhead script: it opens a recording in the player, presses keys, lets time pass, points
things out, and makes pictures and films of the screen. The same script writes the same bytes, so that
pictures in documents can be made anew and compared. FILE may be - for standard input.

A line is a command; # begins a comment; arguments with blanks stand in double quotes.

  open SOURCE...         the recording; relative to the script's directory
  size COLSxROWS         of the screen (120x40)
  theme dark|light       chrome on|off       pane on|off       overlays on|off
  fps N                  cell-width PX       font FILE         embed-font on|off

  seek T                 go to a moment
  key KEY...             press keys: a character, or space, enter, esc, tab, left, pgdown …, ctrl+right
  type TEXT              type a text
  wait DURATION          let time pass, such as 1.5s
  zoom fit|100%|50%|reader
  annotate TEXT [at COL,ROW | on TEXT] [for DURATION]
                         point something out, at a cell or on a text that shows
  annotate off           take annotations away

  shot FILE              a picture: .png .svg .ansi .txt
  record FILE            a film of what follows: .gif .apng .svg .cast
  stop                   end the film

What is set stands before open. Files are written below the script's directory, or below --dir.`,
		Example: examples(
			"playhead script demo.playhead",
			"playhead script demo.playhead --dir /tmp/pictures",
			`printf 'open shop.json\nkey ] e\nshot error.png\n' | playhead script -`,
		),
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			src, base, err := a.readScript(files[0])
			if err != nil {
				return err
			}
			if dir == "" {
				dir = base
			}
			r := scriptRun{ctx: cmd.Context(), app: a, cmd: cmd, name: files[0], base: base, dir: dir, out: cmd.OutOrStdout()}
			return r.run(src)
		},
	}
	cmd.Flags().StringVarP(&dir, "dir", "C", "", "write files below this `DIR` instead of the script's")
	return cmd
}

// maxScript bounds what is read of a script.
const maxScript = 1 << 20

// readScript returns the text of a script and the directory that its names are
// relative to.
func (a *App) readScript(name string) (src, base string, err error) {
	in := a.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", "", err
		}
		defer f.Close() //nolint:errcheck // only read
		in, base = f, filepath.Dir(name)
	}
	b, err := io.ReadAll(io.LimitReader(in, maxScript+1))
	return string(b), base, err
}

// fault gives an error the place of the command that it is about.
func (r *scriptRun) fault(c *script.Command, err error) error {
	return fmt.Errorf("%s:%d:%d: %w", r.name, c.Line, c.Col, err)
}

// run runs the script.
func (r *scriptRun) run(src string) error {
	commands, err := script.Parse(src)
	if bad := (*script.Error)(nil); errors.As(err, &bad) {
		return fmt.Errorf("%s:%w", r.name, bad)
	}
	defer r.close()
	r.settle()
	for i := range commands {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.do(&commands[i]); err != nil {
			return r.fault(&commands[i], err)
		}
		if r.screen != nil && r.screen.Closed() {
			return r.fault(&commands[i], errors.New("this leaves the player"))
		}
	}
	return r.endFilm()
}

// path returns where a file of a name is written.
func (r *scriptRun) path(name string) (string, error) {
	if !filepath.IsLocal(name) {
		return "", fmt.Errorf("%s is not below the directory of the script; choose another with --dir", name)
	}
	return filepath.Join(r.dir, name), nil
}

// source returns a source as it is opened: relative to the script.
func (r *scriptRun) source(name string) string {
	if filepath.IsAbs(name) || strings.Contains(name, "://") || r.base == "" {
		return name
	}
	return filepath.Join(r.base, name)
}
