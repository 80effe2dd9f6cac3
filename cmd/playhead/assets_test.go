package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"playhead/cmd/internal/cli"
)

var update = flag.Bool("update", false, "write the README's pictures")

// TestREADMEAssets runs the script that makes the README's pictures and compares
// them, byte for byte, with those of the repository.
func TestREADMEAssets(t *testing.T) {
	const home, source = "../../testdata", "../../testdata/readme.playhead"
	dir := t.TempDir()
	if *update {
		dir = home
	}
	var out, fault strings.Builder
	app := &cli.App{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &fault, Getenv: func(string) string { return "" }}
	if code := app.Run(context.Background(), []string{"script", source, "--dir", dir}); code != 0 {
		t.Fatalf("exit code %d: %s", code, fault.String())
	}
	made := strings.Fields(out.String())
	if len(made) < 2 {
		t.Fatalf("the script made %q", made)
	}
	for _, path := range made {
		name := filepath.Base(path)
		if got, want := read(t, path), read(t, filepath.Join(home, name)); !bytes.Equal(got, want) {
			t.Errorf("testdata/%s is not what the program shows: go test ./cmd/playhead -update writes it", name)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
