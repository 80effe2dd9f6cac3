// Playhead plays session-replay recordings in a terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"playhead/cmd/internal/cli"
)

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return cli.NewApp().Run(ctx, os.Args[1:])
}
