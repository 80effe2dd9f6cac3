// Package stage is the page on the screen: how large it is shown, which part of
// it, and what is drawn over it: pointer, trail, clicks, notices.
//
// It takes the size of the pane and the recorded viewport and says what to ask
// of the renderer; it takes the frame that came back and draws it. It knows no
// player.
//
// Files: view.go zoom and pan; draw.go the frame; overlay.go what
// lies over it; privacy.go masked and hidden content;
// ascii.go the page on terminals without line drawing.
package stage
