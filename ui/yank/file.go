package yank

import (
	"errors"
	"os"
	"path/filepath"
)

// Save writes s to the file of what was copied last, readable to its owner
// alone. A reader sees the old text or the new one, never half of it.
func Save(path, s string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	// What the user named may be a device or a pipe: written to, not replaced.
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteString(s)
		return errors.Join(err, f.Close())
	}
	tmp, err := os.CreateTemp(dir, ".yank-*")
	if err != nil {
		return err
	}
	_, err = tmp.WriteString(s)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}
