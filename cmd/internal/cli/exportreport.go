package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"playhead/engine/event"
	"playhead/engine/export/bugreport"
	"playhead/engine/player"
	"playhead/engine/steps"
	"playhead/loader"
	"playhead/ui/yank"
)

// report writes a bug report about the moment of --at, else about the worst of
// the stretch from --from to --to.
func (j *exportJob) report(w *target) error {
	entries, _, err := allEntries(j.ctx, j.rec)
	if err != nil {
		return err
	}
	info := j.rec.Info()
	from, to, err := j.flags.stretch.in(info)
	if err != nil {
		return err
	}
	if to == 0 {
		to = info.End
	}
	r := bugreport.Report{Start: info.Start, At: j.cut.From}
	before := j.cut.From - 1000
	if j.flags.src.at != "" {
		r.Failure = bugreport.Worst(entries, j.cut.From-2000, j.cut.From)
	} else if r.Failure = bugreport.Worst(entries, from, to); r.Failure != nil {
		r.At = r.Failure.Time
	} else {
		r.At = to
	}
	after := min(bugreport.After(r.At), info.End)
	if r.Failure != nil {
		before = bugreport.Before(entries, r.Failure.Time)
	}
	before = max(before, firstPages(j.rec))
	if r.Steps, err = steps.Build(j.ctx, eventTracks(j.rec), entries, steps.Options{From: from, To: after}); err != nil {
		return err
	}
	for i := range entries {
		if e := &entries[i]; e.Time >= from && e.Time <= after && bugreport.IsWrong(e) {
			r.Wrong = append(r.Wrong, *e)
		}
	}
	if r.Pictures, err = j.pictures(before, after); err != nil {
		return err
	}
	if words := j.flags.src.reopen(j.sources); words != nil {
		r.Command = yank.CommandLine(append(words, "--at", strconv.FormatFloat(float64(r.At-info.Start)/1000, 'f', -1, 64), "--paused")...)
	}
	r.Environment = j.environment(&info, r.At)
	return bugreport.Write(w, &r)
}

// pictures draws the page at the moments before and after.
func (j *exportJob) pictures(before, after event.Millis) ([]bugreport.Picture, error) {
	screen, err := j.flags.film.screen(j.ctx, j.rec, j.title, 1)
	if err != nil {
		return nil, err
	}
	out := []bugreport.Picture{
		{Title: "Before", At: before, Grid: screen.Still(before).Clone()},
		{Title: "After", At: after, Grid: screen.Still(after).Clone()},
	}
	return out, nil
}

// environment is where it happened.
func (j *exportJob) environment(info *loader.Info, at event.Millis) []event.Field {
	tracks := j.rec.Tracks()
	page := player.New(tracks[trackAt(tracks, at)], player.Options{}).Seek(at).Tree.Page
	size := func(w, h float64) string {
		if w <= 0 {
			return ""
		}
		return fmt.Sprintf("%g×%g px", w, h)
	}
	return []event.Field{
		{Name: "Page", Value: page.URL},
		{Name: "Browser", Value: join(", ", info.Browser, info.OS, info.Device)},
		{Name: "Viewport", Value: size(page.W, page.H)},
		{Name: "Application", Value: strings.TrimSpace(join(" ", info.Service, info.Version, info.Env))},
		{Name: "User", Value: join(" ", info.User.ID, info.User.Name)},
		{Name: "Session", Value: info.SessionID},
		{Name: "Recorded", Value: time.UnixMilli(int64(info.Start)).UTC().Format(time.RFC3339)},
		{Name: "Recorder", Value: join(" ", info.Recorder, info.RecorderVersion)},
	}
}
