package yank

import "strings"

// CommandLine writes words as one line that a POSIX shell splits into them
// again.
func CommandLine(words ...string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return strings.Join(quoted, " ")
}

// plain are the characters that no shell gives a meaning.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,@%+"

func quote(w string) string {
	if w == "" {
		return "''"
	}
	if !strings.ContainsFunc(w, func(r rune) bool { return !strings.ContainsRune(plain, r) }) {
		return w
	}
	return "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
}
