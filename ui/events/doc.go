// Package events is the side pane's lists: what happened, in order, as events,
// console lines, requests or errors.
//
// It takes entries sorted by time, filters them and draws the rows that show;
// it follows a moment that it is told and says which row is the moment's. It
// knows nothing of players or keys.
//
// Files: kind.go kinds as people filter them; filter.go; view.go a list with its
// position; draw.go its rows; text.go the words of a row.
package events
