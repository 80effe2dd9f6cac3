package intake

import (
	"errors"
	"time"

	"playhead/loader/store"
)

func addQuery(f *store.Find, q string, now time.Time) error {
	if q != "" {
		return errors.New("not yet")
	}
	return nil
}
