package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"playhead/engine/export/apng"
)

// ffmpegArgs make the video formats: times stay those of the film, and nothing
// of the machine or the day gets into the file.
var ffmpegArgs = map[string][]string{
	"mp4":  {"-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-bf", "0", "-pix_fmt", "yuv420p", "-video_track_timescale", "1000", "-f", "mp4"},
	"webm": {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "18", "-b:v", "0", "-pix_fmt", "yuv420p", "-f", "webm"},
}

// video has ffmpeg make a video of the film, which goes to it as APNG.
func (j *exportJob) video(w *target) error {
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		return fmt.Errorf("%s needs ffmpeg, and there is none on the PATH; gif, apng and svg need nothing", j.format)
	}
	film, err := j.makeFilm()
	if err != nil {
		return err
	}
	d, err := j.flags.film.drawer()
	if err != nil {
		return err
	}
	frames, err := os.CreateTemp("", "playhead-*.png") // ffmpeg seeks in it
	if err != nil {
		return err
	}
	defer os.Remove(frames.Name()) //nolint:errcheck // in the directory for what is temporary
	if err := errors.Join(apng.Encode(frames, film, d), frames.Close()); err != nil {
		return err
	}
	args := []string{ // two threads: their number changes the bytes
		"-hide_banner", "-loglevel", "error", "-nostdin", "-f", "apng", "-i", frames.Name(),
		"-fps_mode", "passthrough", "-enc_time_base", "1:1000", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2",
		"-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "2",
	}
	if film.Length > 0 {
		args = append(args, "-t", strconv.FormatFloat(film.Length.Seconds(), 'f', 3, 64))
	}
	args = append(args, ffmpegArgs[j.format]...)
	if w.file != nil && w.name != "" {
		args = append(args, "-y", w.file.Name())
	} else {
		if j.format == "mp4" {
			args = append(args, "-movflags", "frag_keyframe+empty_moov") // written without going back
		}
		args = append(args, "pipe:1")
	}
	cmd := exec.CommandContext(j.ctx, ffmpeg, args...) //nolint:gosec // the ffmpeg of the PATH is what was asked for
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = w, &said
	if err := cmd.Run(); err != nil {
		if j.ctx.Err() != nil {
			return j.ctx.Err()
		}
		return errors.Join(fmt.Errorf("ffmpeg: %w", err), errors.New(strings.TrimSpace(said.String())))
	}
	return nil
}
