// Package page writes a page as it stood as one HTML file that does nothing: no
// script, no handler, no form runs, and nothing is fetched, neither when the file
// is opened nor by what the pointer is over.
//
// Three fences stand one behind the other: elements and attributes that could
// run or load are left out, addresses in style rules are emptied unless the data
// is in them, and a policy in the head forbids the browser what is left. Links
// lead to the page itself, their address as the fragment.
//
// It takes a frozen [dom.Tree] and gives HTML; it knows nothing of recordings.
package page
