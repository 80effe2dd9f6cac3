package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"charm.land/fang/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitFine   = 0
	exitFailed = 1
	exitUsage  = 2
)

// App is the process as commands see it.
type App struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// StdinTerminal, StdoutTerminal and StderrTerminal say whether the streams are
	// terminals.
	StdinTerminal, StdoutTerminal, StderrTerminal bool
	// Getenv looks up environment variables.
	Getenv func(string) string
}

// NewApp returns the App of the real process.
func NewApp() *App {
	return &App{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		StdinTerminal:  term.IsTerminal(os.Stdin.Fd()),
		StdoutTerminal: term.IsTerminal(os.Stdout.Fd()),
		StderrTerminal: term.IsTerminal(os.Stderr.Fd()),
		Getenv:         os.Getenv,
	}
}

// usageError is an error of how the program was called.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// Run runs the program with args (without its name) and returns the exit code.
func (a *App) Run(ctx context.Context, args []string) int {
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	err := fang.Execute(ctx, root,
		fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}), // printed below, plainly: it has to be greppable
		fang.WithVersion(version()), fang.WithoutManpage(),
	)
	var ans *answer
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &ans):
		if ans.err != nil && ctx.Err() == nil {
			fmt.Fprintln(a.Stderr, "playhead:", safeLines(ans.err.Error()))
		}
		return ans.code
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitFailed
	}
	fmt.Fprintln(a.Stderr, "playhead:", safeLines(err.Error()))
	if !isUsage(err) {
		return exitFailed
	}
	fmt.Fprintln(a.Stderr, "See playhead --help, or playhead COMMAND --help.")
	return exitUsage
}

// isUsage reports whether err means that the program was called wrongly. Cobra
// has no type for its own errors of this sort; flag errors come through
// SetFlagErrorFunc, these remain.
func isUsage(err error) bool {
	var usage usageError
	if errors.As(err, &usage) {
		return true
	}
	for _, prefix := range []string{"unknown command", "required flag", "if any flags in the group", "invalid argument"} {
		if strings.HasPrefix(err.Error(), prefix) {
			return true
		}
	}
	return false
}

// args wraps one of cobra's argument checks so that its error is one of usage.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}
