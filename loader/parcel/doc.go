// Package parcel is what the intake takes in, keeps and hands out: the bytes of
// one segment, batch of events or picture exactly as they were sent, with a
// label that says what they are and where they belong.
//
// Packs on disk, objects in a store and the stream that a player fetches are all
// sequences of parcels in one encoding, each with a checksum. [Decode] takes
// bytes from anywhere: lengths are bounded, damage is an error.
//
// The package is a leaf; it must not know what the bytes mean.
package parcel
