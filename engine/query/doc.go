// Package query is the language in which people ask for events, sessions and
// moments; the event filter, the sessions list, funnels and the session index
// all understand it.
//
// It takes a line of text ([Parse]) and gives a [Query]: a tree that can be
// walked ([Walk]), matched against one thing ([Query.Match]) or against things
// in order of time ([Query.Sequence]), and written back ([Query.String]). What a
// field is, a [Subject] knows: the package must not know sessions, databases or
// screens. [Entry] is the subject for rows of the event list.
//
// # Language
//
//	checkout                 text that contains the word, in any case
//	"payment failed"         the same for several words; \" within quotes
//	url:/cart                a field that contains the text; names (kind, method,
//	                         severity, …) have to be equal, in any case
//	kind:(click OR input)    one field, several conditions
//	url:*/cart               * stands for any text; the whole field has to match,
//	                         words without a field may stand anywhere
//	/time-?out/i             regular expression (RE2); i: in any case
//	status:500  status:>=500 status:400..499   numbers, comparisons, ranges
//	duration:>30s  time:1m..2m30s  size:>10kB  durations (ms s m h d w, 1:02.5), sizes
//	start:2026-11-01  start:>=2026-11-01T08:30Z  days and times, UTC
//	click:*  exists:status   the field is there
//	-kind:scroll  NOT kind:scroll              negation
//	a b   a AND b   a OR b   (a OR b) -c       AND binds tighter than OR
//	a THEN b within 5s THEN c                  one after the other
//
// A number without a unit compared with a duration is one of seconds. A value
// between slashes is a regular expression; "/cart/" in quotes is not. Operators
// are written in capitals (within: in either); in quotes they are words. \ takes
// the meaning from the character after it. THEN binds weakest and is not for
// parentheses; "within" limits the time since the step before.
//
// # Fields of entries
//
//	kind           navigation, click, input, scroll, … as `playhead events` prints it
//	severity       info, warning, bad
//	text           all text of the entry: its title and every recorded detail;
//	               words without a field search the same
//	title          the row's text
//	message        the text of an error or console line
//	url            the page's address, of navigations
//	status method  of requests and failed ones (status is a number)
//	target         what was clicked, typed into, scrolled: its label or description
//	selector       the element as a selector, where known
//	value          what was typed
//	level source type rule stack               as recorded
//	view tab user  what the caller gives in [Entry]; tab is a number from 1
//	time           since the start of the recording, or a date
//	duration       of requests, typing, long tasks
//	size           bytes of a response
//	@NAME          the recorded detail NAME
//
// A kind's name is a field too: click:Checkout is an entry of kind click whose
// title contains Checkout; so are navigation, input, scroll, resize, focus,
// frustration, gap, error, console, request, action, long-task, vital, custom;
// rage and dead are frustration of that type.
//
// Files: parse.go the parser; ast.go the tree; value.go values; print.go
// writing; match.go matching; sequence.go THEN; bounds.go numbers for stores; fields.go known fields; entry.go
// entries as subjects.
package query
