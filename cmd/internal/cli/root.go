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
found out from its bytes. Of several recordings a list is shown to choose from. Without SOURCE, a
bundled recording plays. A file whose name is that of a
command is opened as ./NAME. It can also be a session of an intake server: its address, its id with
--server, or a replay link of Datadog's SDK with --server.`
	cmd.Example = examples(
		"playhead",
		"playhead recording.json --at 4:31",
		"playhead requests/ --speed 2",
		"zstd -dc session.zst | playhead -",
		"playhead frame recording.json --at 50%",
		"playhead http://127.0.0.1:8126/sessions/8ddce9e2-6aa7-4670-a95d-abac2030e454 --follow",
	)
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	cmd.AddCommand(
		a.infoCommand(),
		a.eventsCommand(),
		a.stepsCommand(), a.exportCommand(), a.scriptCommand(), a.manCommand(),
		a.transcriptCommand(),
		a.chaptersCommand(),
		a.doctorCommand(),
		a.frameCommand(),
		a.grepCommand(),
		a.diffCommand(),
		a.bisectCommand(),
		a.domCommand(),
		a.sessionsCommand(),
		a.configCommand(),
		a.statsCommand(),
		a.intakeCommand(),
		a.convertCommand(),
		a.redactCommand(),
	)
	a.addCompletions(cmd)
	return cmd
}

// errNoTerminal says what to use where nobody can watch.
var errNoTerminal = errors.New(`playing needs a terminal, and standard output is none; print instead:
  playhead frame SOURCE --at T     the page at a moment
  playhead events SOURCE           what happened
  playhead info SOURCE             what the recording is`)
