package cli

// Exit codes of commands that answer yes or no by them, as grep and diff do.
const (
	exitYes     = 0
	exitNo      = 1
	exitTrouble = 2
)

// answer is how such a command ends: with a code of its own, and an error that
// is told unless it is nil.
type answer struct {
	code int
	err  error
}

func (a *answer) Error() string {
	if a.err == nil {
		return "the answer is no"
	}
	return a.err.Error()
}

func (a *answer) Unwrap() error { return a.err }

// answered is the end of a command that answers: nil for yes, else an [answer].
// Errors of use stay what they are.
func answered(yes bool, err error) error {
	switch {
	case err != nil && isUsage(err):
		return err
	case err != nil:
		return &answer{exitTrouble, err}
	case yes:
		return nil
	default:
		return &answer{exitNo, nil}
	}
}
