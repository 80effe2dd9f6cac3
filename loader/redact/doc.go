// Package redact takes personal data out of recorded text.
//
// A [Redactor] is given every text of a recording twice, first to learn what is
// there ([Redactor.Learn]), then to get what to write instead
// ([Redactor.Mask]). It finds mail addresses, card numbers, tokens and what the
// user asks for by pattern anywhere in any text, masks what users typed, the
// values in queries of addresses, and texts that the caller says are to be
// masked; what it found once it masks wherever it stands. A mask has the shape
// of the text, so that the page keeps its layout. [Redactor.JSON] does the same
// to the strings of a JSON value: RUM events.
//
// After writing, [Redactor.Check] looks whether anything that was found is still
// in the bytes written.
//
// The package knows texts. It must not know how recordings are read or written.
//
// File map: redact.go the redactor; find.go what is found by pattern; mask.go the
// shape of masks; address.go queries of addresses; json.go JSON; check.go the
// proof.
package redact
