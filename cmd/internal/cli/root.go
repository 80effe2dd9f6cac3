package cli

import (
	"errors"

	"github.com/spf13/cobra"
)

func (a *App) rootCommand() *cobra.Command {
	cmd := a.playCommand()
	cmd.Use = "playhead [SOURCE...]"
	cmd.Short = "Play session-replay recordings in the terminal"
	cmd.Long = `Play recordings of the Datadog Browser SDK (Session Replay) and of rrweb in the terminal.

SOURCE is a file, several files, a directory, a .html page or - for standard input; what it holds is
found out from its bytes. Without one, a bundled recording plays. A file whose name is that of a
command is opened as ./NAME.`
	cmd.Example = examples(
		"playhead",
		"playhead recording.json --at 4:31",
		"playhead requests/ --speed 2",
		"zstd -dc session.zst | playhead -",
		"playhead frame recording.json --at 50%",
	)
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	cmd.AddCommand(
		a.infoCommand(),
		a.eventsCommand(),
		a.stepsCommand(), a.exportCommand(),
		a.transcriptCommand(),
		a.chaptersCommand(),
		a.doctorCommand(),
		a.frameCommand(),
		a.domCommand(),
		a.sessionsCommand(),
		a.configCommand(),
		a.statsCommand(),
	)
	return cmd
}

// errNoTerminal says what to use where nobody can watch.
var errNoTerminal = errors.New(`playing needs a terminal, and standard output is none; print instead:
  playhead frame SOURCE --at T     the page at a moment
  playhead events SOURCE           what happened
  playhead info SOURCE             what the recording is`)
