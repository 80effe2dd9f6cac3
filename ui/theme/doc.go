// Package theme holds what the chrome of the screen looks like: a style for each
// role, in dark and light, for every number of colours a terminal may have, and
// the glyphs with their ASCII replacements.
//
// Panes ask for roles, never for colours. The page's own colours are not of its
// concern.
//
// Files: theme.go roles and themes; palette.go the colours; glyphs.go.
package theme
