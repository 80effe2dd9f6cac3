package cli_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"playhead/cmd/internal/cli"
)

// TestMain lets scripts run the program under its name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"playhead": func() { os.Exit(cli.NewApp().Run(context.Background(), os.Args[1:])) },
	})
}

// TestScripts runs the scripts of testdata/script. RECORDINGS and PAGES are the
// project's own recordings and pages.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("RECORDINGS", filepath.Join(root, "recordings"))
			env.Setenv("PAGES", filepath.Join(root, "pages"))
			env.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"cpdir": copyDir, "exits": exits},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

// copyDir copies a directory: cpdir FROM TO.
func copyDir(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cpdir FROM TO")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// exits runs a command that has to end with a code: exits CODE COMMAND ARGS.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGS...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
