package container

import (
	"io"
	"os"
	"runtime"
	"runtime/debug"
)

// mapThreshold is the size from which files are mapped rather than read: below
// it a copy costs less than the pages and the mapping.
const mapThreshold = 1 << 20

// Memory keeps bytes in place: as long as it is reachable, slices of it stay
// valid. Mapped memory goes back to the system when the Memory is collected, so
// whoever keeps a slice must keep the Memory as well.
type Memory struct {
	data  []byte
	outer *Memory // what data is a part of
}

// Bytes returns all of the memory.
func (m *Memory) Bytes() []byte {
	if m == nil {
		return nil
	}
	return m.data
}

// heapMemory wraps bytes of the Go heap.
func heapMemory(b []byte) *Memory { return &Memory{data: b} }

// fileMemory maps or reads a regular file of the given size.
func fileMemory(f *os.File, size int64) (*Memory, error) {
	if size >= mapThreshold && int64(int(size)) == size {
		if b, err := mapFile(f, int(size)); err == nil {
			return mappedMemory(b), nil
		}
	}
	if size < 0 || int64(int(size)) != size {
		return nil, ErrLimit
	}
	b := make([]byte, size)
	n, err := io.ReadFull(f, b)
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		err = nil // shorter than it was a moment ago
	}
	return heapMemory(b[:n]), err
}

func mappedMemory(b []byte) *Memory {
	m := &Memory{data: b}
	runtime.AddCleanup(m, func(b []byte) { _ = unmap(b) }, b)
	return m
}

// Guard runs f, which reads memory of files. A mapped file that somebody cuts
// makes reading fault; Guard turns that into ErrChanged where the program would
// die otherwise.
func Guard(f func()) (err error) {
	old := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			if _, fault := r.(interface{ Addr() uintptr }); !fault {
				panic(r)
			}
			err = ErrChanged
		}
	}()
	f()
	return nil
}
