package notes

import (
	"cmp"
	"slices"
	"strings"

	"playhead/engine/event"
)

// Note is a note at a moment, or a mark. Times are milliseconds since the epoch.
type Note struct {
	// ID tells notes of a file apart.
	ID   string       `json:"id"`
	Time event.Millis `json:"time"`
	// Offset is Time from the start of the recording, for people.
	Offset event.Millis `json:"offset"`
	// View is the id of the view, Tab the number of the tab from 1.
	View string `json:"view,omitzero"`
	Tab  int    `json:"tab,omitzero"`
	// Node is the recorded id of the element the note is about, Selector finds it;
	// nil and "" for none.
	Node     *event.NodeID `json:"node,omitempty"`
	Selector string        `json:"selector,omitzero"`
	// Text is the note; Tags are the words in it that begin with #.
	Text string   `json:"text,omitzero"`
	Tags []string `json:"tags,omitempty"`
	// Mark is the letter of a mark, "" for notes.
	Mark string `json:"mark,omitzero"`
	// Written is when it was written. Deleted takes back what had this id.
	Written event.Millis `json:"written"`
	Deleted bool         `json:"deleted,omitzero"`
}

// tagsOf are the words of a text that begin with #.
func tagsOf(text string) []string {
	var tags []string
	for _, w := range strings.Fields(text) {
		if tag := strings.Trim(w, "#.,;:!?"); len(w) > 1 && w[0] == '#' && tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// Book is the notes and marks of a recording in order of time. The zero value is
// empty.
type Book struct {
	notes []Note
	// Unread is how many lines of the file could not be read.
	Unread int
}

// Put takes a note in, in place of one with its id.
func (b *Book) Put(n Note) {
	n.Tags = tagsOf(n.Text)
	b.notes = slices.DeleteFunc(b.notes, func(x Note) bool { return x.ID == n.ID })
	if n.Deleted {
		return
	}
	i, _ := slices.BinarySearchFunc(b.notes, n, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Written, b.Written), cmp.Compare(a.ID, b.ID))
	})
	b.notes = slices.Insert(b.notes, i, n)
}

// Notes returns the notes without the marks.
func (b *Book) Notes() []Note {
	var out []Note
	for _, n := range b.notes {
		if n.Mark == "" {
			out = append(out, n)
		}
	}
	return out
}

// Marks returns the moments of marks by letter.
func (b *Book) Marks() map[rune]event.Millis {
	out := make(map[rune]event.Millis)
	for _, n := range b.notes {
		if r := []rune(n.Mark); len(r) == 1 && r[0] >= 'a' && r[0] <= 'z' {
			out[r[0]] = n.Time
		}
	}
	return out
}

// Find returns the note with an id.
func (b *Book) Find(id string) (Note, bool) {
	i := slices.IndexFunc(b.notes, func(n Note) bool { return n.ID == id })
	if i < 0 {
		return Note{}, false
	}
	return b.notes[i], true
}
