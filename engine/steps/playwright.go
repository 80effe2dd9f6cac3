package steps

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"playhead/engine/aria"
)

// Playwright writes a test for Playwright's test runner that does the steps
// again, waits for what happened in the recording and asserts how it ended.
// title names the test. The origin recorded is a default: BASE_URL in the
// environment replaces it; so are the values that the recording masks.
func Playwright(w io.Writer, script *Script, title string) error {
	g := &generator{w: bufio.NewWriter(w), script: script, names: map[*Step]string{}}
	g.base = g.commonOrigin()
	g.head(title)
	for i := range script.Steps {
		g.step(i)
	}
	g.ending()
	g.put("})\n")
	return g.w.Flush()
}

type generator struct {
	w      *bufio.Writer // keeps the first error for Flush
	script *Script
	base   string           // origin of the application
	names  map[*Step]string // of masked values
	waits  int              // answers awaited so far
	opened map[int]bool     // tabs
}

func (g *generator) put(format string, args ...any) { fmt.Fprintf(g.w, format, args...) }

// commonOrigin is the origin that most pages were opened from.
func (g *generator) commonOrigin() string {
	counts := map[string]int{}
	best := ""
	for i := range g.script.Steps {
		o := origin(g.script.Steps[i].URL)
		counts[o]++
		if o != "" && (best == "" || counts[o] > counts[best]) {
			best = o
		}
	}
	return best
}

func (g *generator) head(title string) {
	g.opened = map[int]bool{}
	g.put("import { test, expect } from '@playwright/test'\n\n")
	g.put("// Made by playhead from a recording: the same steps, waiting for what happened then.\n")
	g.put("// BASE_URL in the environment says where the application runs.\n")
	g.put("const base = process.env.BASE_URL ?? %s\n", literal(g.base))
	g.values()
	if s := g.first(Open); s != nil && s.W > 0 {
		g.put("\ntest.use({ viewport: { width: %d, height: %d } })\n", int(s.W), int(s.H))
	}
	fixture := "page"
	if g.script.tabs() > 1 {
		fixture = "context"
	}
	g.put("\ntest(%s, async ({ %s }) => {\n", literal(title), fixture)
	g.put("  const errors: string[] = []\n")
	if fixture == "page" {
		g.listen("page")
	}
}

// listen collects what a page reports.
func (g *generator) listen(page string) {
	g.put("  %s.on('pageerror', (e) => errors.push(e.message))\n", page)
	g.put("  %s.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()) })\n", page)
}

func (g *generator) first(a Action) *Step {
	for i := range g.script.Steps {
		if g.script.Steps[i].Action == a {
			return &g.script.Steps[i]
		}
	}
	return nil
}

// values declares the values that the recording does not tell.
func (g *generator) values() {
	var names []string
	for i := range g.script.Steps {
		s := &g.script.Steps[i]
		if !s.unknownValue() {
			continue
		}
		label := ""
		if s.Target != nil && !s.Target.Masked {
			label = s.Target.Name
		}
		name := constant(label)
		for k := 2; slices.Contains(names, name); k++ {
			name = constant(label) + "_" + strconv.Itoa(k)
		}
		if len(names) == 0 {
			g.put("\n// What the recording masks; the environment can say it.\n")
		}
		names = append(names, name)
		g.names[s] = name
		instead := literal(placeholder(s.Target))
		if s.Action == Choose {
			instead = "{ index: 1 }" // which option it was is not known
		}
		g.put("const %s = process.env.%s ?? %s\n", name, name, instead)
	}
}

// unknownValue reports whether a step enters something that was not recorded.
func (s *Step) unknownValue() bool {
	if s.Action != Fill && s.Action != Choose && s.Action != Set {
		return false
	}
	return s.Masked || s.Target != nil && s.Target.Type == "file"
}

// placeholder is a value that a field of the type accepts.
func placeholder(x *Target) string {
	typ := ""
	if x != nil {
		typ = x.Type
	}
	switch typ {
	case "email":
		return "user@example.com"
	case "tel":
		return "+15550100"
	case "url":
		return "https://example.com/"
	case "number", "range":
		return "1"
	case "date":
		return "2000-01-01"
	case "time":
		return "12:00"
	case "month":
		return "2000-01"
	case "week":
		return "2000-W01"
	case "datetime-local":
		return "2000-01-01T12:00"
	case "color":
		return "#000000"
	case "password":
		return "password"
	case "file":
		return "file.txt"
	default:
		return "masked"
	}
}

// pageOf is the variable of a tab.
func (g *generator) pageOf(tab int) string {
	if g.script.tabs() > 1 {
		return "page" + strconv.Itoa(tab+1)
	}
	return "page"
}

func (g *generator) step(i int) {
	s := &g.script.Steps[i]
	page := g.pageOf(s.Tab)
	if !g.opened[s.Tab] {
		g.opened[s.Tab] = true
		if page != "page" {
			g.put("\n  const %s = await context.newPage()\n", page)
			g.listen(page)
		}
		if s.Action != Open { // a tab of which the beginning is not in the range
			g.put("  await %s.goto(%s)\n", page, g.address(s.URL))
		}
	}
	g.put("\n  await test.step(%s, async () => {\n", literal(strconv.Itoa(i+1)+". "+s.Words()))
	before, after := g.expectations(s, page)
	for _, line := range before {
		g.put("    %s\n", line)
	}
	g.deed(s, page)
	for _, line := range after {
		g.put("    %s\n", line)
	}
	g.put("  })\n")
}

// deed writes what the user did.
func (g *generator) deed(s *Step, page string) {
	if s.Action == Open {
		g.put("    await %s.goto(%s)\n", page, g.address(s.URL))
		return
	}
	if s.Target == nil && s.Action != Back && s.Action != Resize && s.Action != Scroll {
		g.put("    // The recording does not say on which element.\n")
		return
	}
	find := ""
	if s.Target != nil {
		find = s.Target.Locator.expression(page)
	}
	value := literal(s.Value)
	if name, ok := g.names[s]; ok {
		value = name
	}
	switch s.Action {
	case Click:
		g.click(s, page, find)
	case DoubleClick:
		g.put("    await %s.dblclick()\n", find)
	case RightClick:
		g.put("    await %s.click({ button: 'right' })\n", find)
	case Fill:
		g.put("    await %s.fill(%s)\n", find, value)
		if s.Enter {
			g.put("    await %s.press('Enter')\n", find)
		}
	case Set:
		if s.Target.Type == "file" {
			g.put("    await %s.setInputFiles(%s)\n", find, value)
			return
		}
		g.put("    await %s.fill(%s)\n", find, value)
	case Choose:
		g.put("    await %s.selectOption(%s)\n", find, value)
	case Tick:
		g.put("    await %s.check()\n", find)
	case Untick:
		g.put("    await %s.uncheck()\n", find)
	case Dismiss:
		g.put("    if (await %s.isVisible()) await %s.keyboard.press('Escape')\n    await expect(%s).toBeHidden()\n", find, page, find)
	case Back:
		g.put("    await %s.goBack()\n", page)
	case Resize:
		g.put("    await %s.setViewportSize({ width: %d, height: %d })\n", page, int(s.W), int(s.H))
	case Scroll:
		if find != "" && s.Target.Tag != "html" {
			g.put("    await %s.hover()\n", find)
		}
		g.put("    // %s\n", comment("Scrolled "+s.Value+"; actions scroll to their elements by themselves."))
	}
}

// click writes one click or several.
func (g *generator) click(s *Step, page, find string) {
	dialog := ""
	if s.Dismissed {
		for i := range s.Outcomes {
			if o := &s.Outcomes[i]; o.Kind == Opened && o.Target != nil {
				dialog = o.Target.Locator.expression(page)
			}
		}
	}
	switch {
	case s.Count == 1:
		g.put("    await %s.click()\n", find)
	case dialog == "":
		g.put("    for (let i = 0; i < %d; i++) await %s.click()\n", s.Count, find)
	default:
		g.put("    for (let i = 0; i < %d; i++) {\n      await %s.click()\n", s.Count, find)
		g.put("      await expect(%s).toBeVisible()\n      await %s.keyboard.press('Escape')\n      await expect(%s).toBeHidden()\n    }\n", dialog, page, dialog)
	}
}

// maxAnswers bounds the requests that one step waits for.
const maxAnswers = 4

// expectations are the lines before and after what a step does: waits for what
// came of it.
func (g *generator) expectations(s *Step, page string) (before, after []string) {
	answers := 0
	for _, o := range s.Told() {
		switch o.Kind {
		case Navigated:
			after = append(after, fmt.Sprintf("await expect(%s).toHaveURL((url) => %s.test(url.pathname))", page, pathPattern(o.Text)))
		case Requested:
			if answers == maxAnswers || o.Status == 0 || o.Type != "fetch" && o.Type != "xhr" {
				continue
			}
			answers++
			g.waits++
			name := "answer" + strconv.Itoa(g.waits)
			before = append(before, fmt.Sprintf("const %s = %s.waitForResponse((r) => r.request().method() === %s && %s.test(new URL(r.url()).pathname))",
				name, page, literal(o.Method), pathPattern(o.URL)))
			after = append(after, fmt.Sprintf("expect((await %s).status()).toBe(%d)", name, o.Status))
		case FailedError:
			after = append(after, fmt.Sprintf("await expect.poll(() => errors.join('\\n')).toContain(%s)", literal(errorText(o.Text))))
		case Opened:
			if !s.Dismissed && o.Target != nil {
				after = append(after, fmt.Sprintf("await expect(%s).toBeVisible()", o.Target.Locator.expression(page)))
			}
		case Closed:
			if o.Target != nil {
				after = append(after, fmt.Sprintf("await expect(%s).toBeHidden()", o.Target.Locator.expression(page)))
			}
		case Announced:
			if o.Varies {
				continue
			}
			after = append(after, fmt.Sprintf("await expect(%s.getByText(%s).first()).toBeVisible()", page, literal(aria.Uncut(o.Text))))
		case Lost:
			after = append(after, "// "+comment("Recorded data is missing from here on: "+o.Text))
		}
	}
	return before, slices.Compact(after)
}

// errorText is the part of an error's text that browsers report alike: without
// the words before the message.
func errorText(s string) string {
	for _, prefix := range []string{"console error: ", "Uncaught ", "(in promise) "} {
		s = strings.TrimPrefix(s, prefix)
	}
	if name, rest, ok := strings.Cut(s, ": "); ok && strings.HasSuffix(name, "Error") && !strings.Contains(name, " ") {
		s = rest
	}
	if line, _, ok := strings.Cut(s, "\n"); ok {
		s = line
	}
	return aria.Uncut(s)
}

// ending asserts what the page was in the end.
func (g *generator) ending() {
	n := len(g.script.Steps)
	if n == 0 {
		return
	}
	page := g.pageOf(g.script.Steps[n-1].Tab)
	end := &g.script.End
	g.put("\n  await test.step('How it ended', async () => {\n")
	if end.URL != "" {
		g.put("    await expect(%s).toHaveURL((url) => %s.test(url.pathname))\n", page, pathPattern(end.URL))
	}
	for _, s := range end.Headings {
		g.put("    await expect(%s.getByRole('heading', { name: %s, exact: true }).first()).toBeVisible()\n", page, literal(s))
	}
	for _, s := range end.Alerts {
		g.put("    await expect(%s.getByRole('alert').filter({ hasText: %s }).first()).toBeVisible()\n", page, literal(s))
	}
	for _, e := range g.script.Errors {
		g.put("    expect(errors.join('\\n')).toContain(%s)\n", literal(errorText(e)))
	}
	g.put("  })\n")
}

// address writes an address, relative to the application's where it can be.
func (g *generator) address(url string) string {
	if rest, ok := strings.CutPrefix(url, g.base); ok && g.base != "" && (rest == "" || rest[0] == '/') {
		return "base + " + literal(cmp.Or(rest, "/"))
	}
	return literal(url)
}

// expression writes a locator.
func (l Locator) expression(page string) string {
	var b strings.Builder
	b.WriteString(page)
	for _, f := range l.Frames {
		b.WriteString(".frameLocator(" + literal(f) + ")")
	}
	for _, p := range l.Parts {
		switch p.By {
		case ByRole:
			b.WriteString(".getByRole(" + literal(p.Role))
			if p.Text != "" {
				b.WriteString(", { name: " + literal(p.Text) + ", exact: true }")
			}
			b.WriteString(")")
		case ByLabel:
			b.WriteString(".getByLabel(" + literal(p.Text) + ", { exact: true })")
		case ByPlaceholder:
			b.WriteString(".getByPlaceholder(" + literal(p.Text) + ", { exact: true })")
		case ByText:
			b.WriteString(".getByText(" + literal(p.Text) + ", { exact: true })")
		case ByTestID:
			b.WriteString(".getByTestId(" + literal(p.Text) + ")")
		default:
			b.WriteString(".locator(" + literal(p.Text) + ")")
		}
		if p.HasText != "" {
			b.WriteString(".filter({ hasText: " + literal(p.HasText) + " })")
		}
	}
	return b.String()
}

// String writes the locator as an expression on a page named page.
func (l Locator) String() string { return l.expression("page") }
