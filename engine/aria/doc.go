// Package aria says what elements are for people and for the tools that act for
// them: roles, accessible names, what is hidden from them.
//
// It takes a [dom.Tree] and looks at elements, attributes and live form state;
// style is not known to it, so what only style sheets hide counts as there. It
// follows WAI-ARIA 1.2, HTML-AAM 1.0 and accname-1.2 as far as recorded pages
// show it. Texts are on one line and bounded ([MaxName]).
//
// Files: role.go roles; name.go names and texts; walk.go looking through a page.
package aria
