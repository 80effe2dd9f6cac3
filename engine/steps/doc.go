// Package steps turns a recording into what a person would write down to
// reproduce it: reproduction steps.
//
// It takes the tabs of a session as [event.Track] values with the rows that
// package signal made of them ([Build]); it gives [Step] values: an action, the
// element it was done to ([Target]: role, name, a [Locator] for test tools), and
// what came of it. [Markdown] writes them in plain words, [Playwright] as a test
// script that does the same again. It knows nothing of formats, layout or
// screens.
//
// What is not in a recording is not made up: a key press or a way of navigating
// that can only be concluded from its effect is marked as inferred, and a value
// that the recorder masked becomes a named placeholder.
//
// Files: step.go what a step is; build.go steps from rows; scan.go the replay
// that finds the elements and what the page said; target.go elements as people
// and test tools name them; role.go roles; name.go accessible names; css.go
// selectors; outcome.go what came of a step; words.go and markdown.go plain
// words; playwright.go, literal.go the script.
package steps
