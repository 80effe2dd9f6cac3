package steps

import (
	"fmt"
	"strconv"
	"strings"
)

// Words says a step in plain words, without what came of it: Click button “Pay
// now” on /checkout (rage ×5).
func (s *Step) Words() string {
	var b strings.Builder
	b.WriteString(s.deed())
	if s.URL != "" && s.Action != Open && s.Action != Back && s.Action != Resize {
		b.WriteString(" on " + path(s.URL))
	}
	if s.Enter {
		b.WriteString(" and press Enter")
	}
	if note := s.note(); note != "" {
		b.WriteString(" (" + note + ")")
	}
	return b.String()
}

func (s *Step) deed() string {
	what := "the page"
	if s.Target != nil {
		what = s.Target.Words()
	}
	switch s.Action {
	case Open:
		if s.W > 0 {
			return fmt.Sprintf("Open %s in a viewport of %s×%s px", path(s.URL), number(s.W), number(s.H))
		}
		return "Open " + path(s.URL)
	case Click:
		return "Click " + what
	case DoubleClick:
		return "Double-click " + what
	case RightClick:
		return "Right-click " + what
	case Fill, Set:
		if s.Masked {
			return "Enter something (masked) in " + what
		}
		if s.Value == "" {
			return "Empty " + what
		}
		return "Enter “" + shortValue(s.Value) + "” in " + what
	case Choose:
		if s.Masked {
			return "Choose something (masked) in " + what
		}
		return "Choose “" + shortValue(s.Value) + "” in " + what
	case Tick:
		if s.Target != nil && s.Target.Type == "radio" {
			return "Choose " + what
		}
		return "Tick " + what
	case Untick:
		return "Untick " + what
	case Dismiss:
		return "Close " + what + " with Escape"
	case Back:
		return "Go back to " + path(s.URL)
	case Resize:
		return fmt.Sprintf("Resize the viewport to %s×%s px", number(s.W), number(s.H))
	case Scroll:
		return "Scroll " + s.Value
	default:
		return s.Action.String()
	}
}

// note says how often, how frustrating, and what is only concluded.
func (s *Step) note() string {
	var parts []string
	times := "×" + strconv.Itoa(s.Count)
	for _, f := range s.Frustration {
		word := strings.TrimSuffix(f, "_click")
		if word == "rage" && s.Count > 1 {
			word += " " + times
			times = ""
		}
		if word == "error" {
			continue // the outcome tells
		}
		parts = append(parts, word)
	}
	if s.Count > 1 && times != "" {
		parts = append(parts, times)
	}
	if s.Dismissed {
		parts = append(parts, "each time closing the dialog with Escape")
	}
	if s.Inferred && s.Action != Open || s.Enter {
		parts = append(parts, "inferred")
	}
	return strings.Join(parts, ", ")
}

// Words says an outcome in plain words.
func (o *Outcome) Words() string {
	switch o.Kind {
	case Navigated:
		return "the page becomes " + path(o.Text)
	case Requested:
		status := "no answer"
		if o.Status != 0 {
			status = strconv.Itoa(o.Status)
		}
		where := path(o.URL)
		if o.Foreign {
			where = o.URL
		}
		return strings.TrimSpace(o.Method + " " + where + " " + status)
	case FailedError:
		return "error: " + o.Text
	case Opened:
		return "dialog “" + o.Text + "” opens"
	case Closed:
		return "dialog “" + o.Text + "” closes"
	case Announced:
		return "the page says “" + o.Text + "”"
	case Lost:
		return "recorded data is missing: " + o.Text
	default:
		return o.Text
	}
}

// Told are the outcomes worth telling: not the same one twice, and not what a
// dialog that opened and closed several times did each time.
func (s *Step) Told() []Outcome {
	var out []Outcome
	seen := map[string]bool{}
	for _, o := range s.Outcomes {
		w := o.Words()
		if seen[w] || s.Dismissed && o.Kind == Closed {
			continue
		}
		seen[w] = true
		out = append(out, o)
	}
	return out
}

const maxValue = 200 // bytes of a value in words

func shortValue(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxValue {
		return strings.ToValidUTF8(s[:maxValue], "") + "…"
	}
	return s
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
