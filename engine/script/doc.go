// Package script reads .playhead files: what to do with the player to make
// pictures and films of it. A line is a command, a word and its arguments;
// arguments with blanks stand in double quotes, where \" \\ and \n are escapes; #
// begins a comment.
//
//	open SOURCE...         the recording; relative to the script's directory
//	size COLSxROWS         of the screen; default 120x40
//	theme dark|light       default dark
//	chrome on|off          the lines around the page; default on
//	pane on|off            the side pane, on wide screens; default on
//	overlays on|off        pointer, clicks, labels; default on
//	font FILE              for characters that the built-in font lacks
//	embed-font on|off      put the font into SVG
//	cell-width PX          width of a cell in pictures of pixels; default 8
//	fps N                  frames per second at most while playing; default 10
//
//	seek T                 go to a moment, as --at takes it
//	key KEY...             press keys, as `playhead --help` and ? name them
//	type TEXT              type a text
//	wait DURATION          let time pass, such as 1.5s
//	zoom fit|100%|50%|reader
//	annotate TEXT [at COL,ROW | on TEXT] [for DURATION]
//	                       point something out: at a cell, or on a text that shows
//	annotate off           take annotations away
//
//	shot FILE              a picture of the screen: png, svg, ansi, txt
//	record FILE            a film of all that follows: gif, apng, svg, cast
//	stop                   end the film; the end of the script does as well
//
// The commands of the first group stand before open. The package takes text and
// gives [Command] values, or an [Error] with line and column; it does nothing and
// opens nothing.
//
// Files: script.go commands and their arguments; lex.go words.
package script
