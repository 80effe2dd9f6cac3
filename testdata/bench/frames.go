//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"

	"playhead/engine/cell"
)

// dashboard is what the screens whose bytes are counted show: a side bar, tiles
// and a table in many colours, on 200×60 cells.
type dashboard struct {
	rnd   *rand.Rand
	grid  *cell.Grid
	rows  [][4]string
	tiles [8]string
	top   int
	modal bool
}

const (
	dashCols, dashRows = 200, 60
	sideCols           = 30
)

var words = [...]string{"alpha", "orders", "latency", "gateway", "checkout", "refund", "queue", "worker", "shard", "cluster", "deploy", "cache"}

func newDashboard() *dashboard {
	d := &dashboard{rnd: rand.New(rand.NewPCG(1, 1)), grid: cell.NewGrid(dashCols, dashRows, nil)}
	for i := range 300 {
		d.rows = append(d.rows, [4]string{fmt.Sprint("#", 1000+i), d.word() + "-" + d.word(), d.amount(), fmt.Sprint(d.rnd.IntN(100), "%")})
	}
	for i := range d.tiles {
		d.tiles[i] = d.amount()
	}
	return d
}

func (d *dashboard) word() string { return words[d.rnd.IntN(len(words))] }
func (d *dashboard) amount() string {
	return fmt.Sprintf("%d.%02d", d.rnd.IntN(99999), d.rnd.IntN(100))
}

// tick changes five rows and a tile, scroll moves the table by three rows, and
// toggle opens or closes a dialog over a dimmed page.
func (d *dashboard) tick() {
	for range 5 {
		r := &d.rows[d.top+d.rnd.IntN(43)]
		r[2], r[3] = d.amount(), fmt.Sprint(d.rnd.IntN(100), "%")
	}
	d.tiles[d.rnd.IntN(len(d.tiles))] = d.amount()
}
func (d *dashboard) scroll() { d.top = (d.top + 3) % 200 }
func (d *dashboard) toggle() { d.modal = !d.modal }

// draw returns the screen, good until the next draw.
func (d *dashboard) draw() *cell.Grid {
	g := d.grid
	ink, blue, white := cell.RGB(51, 51, 51), cell.RGB(51, 122, 183), cell.RGB(255, 255, 255)
	g.Clear(cell.Cell{Style: cell.Style{BG: white}})
	g.Fill(0, 0, dashCols, 2, cell.Cell{Style: cell.Style{BG: cell.RGB(34, 34, 34)}})
	g.SetString(2, 0, "Northwind Operations", cell.Style{FG: cell.RGB(157, 157, 157), BG: cell.RGB(34, 34, 34), Attr: cell.Bold})
	side := cell.RGB(245, 245, 245)
	g.Fill(0, 2, sideCols, dashRows-2, cell.Cell{Style: cell.Style{BG: side}})
	for i := range 24 {
		g.SetString(2, 3+2*i, words[i%len(words)]+" "+words[i*7%len(words)], cell.Style{FG: blue, BG: side})
	}
	for i := range d.tiles {
		x, y := 33+i%4*41, 4+i/4*5
		g.SetString(x+2, y+1, words[i], cell.Style{FG: ink, BG: white, Attr: cell.Bold})
		g.SetString(x+2, y+2, d.tiles[i], cell.Style{FG: ink, BG: white, Attr: cell.Bold})
	}
	for i := range dashRows - 17 {
		d.drawRow(16+i, (d.top+i)%len(d.rows), i%2 == 1)
	}
	if d.modal {
		d.drawModal()
	}
	return g
}

func (d *dashboard) drawRow(y, n int, odd bool) {
	g, r := d.grid, &d.rows[n]
	bg := cell.RGB(255, 255, 255)
	if odd {
		bg = cell.RGB(249, 249, 249)
	}
	g.Fill(33, y, dashCols-37, 1, cell.Cell{Style: cell.Style{BG: bg}})
	g.SetString(34, y, "[ ]", cell.Style{FG: cell.RGB(85, 85, 85), BG: bg})
	g.SetString(40, y, r[0], cell.Style{FG: cell.RGB(51, 51, 51), BG: bg})
	g.SetString(50, y, r[1], cell.Style{FG: cell.RGB(51, 122, 183), BG: bg})
	badge := []cell.Color{cell.RGB(92, 184, 92), cell.RGB(240, 173, 78), cell.RGB(217, 83, 79)}[n*7%3]
	g.SetString(85, y, []string{" healthy ", " degraded ", " error "}[n*7%3], cell.Style{FG: cell.RGB(255, 255, 255), BG: badge})
	g.SetString(110-len(r[2]), y, r[2], cell.Style{FG: cell.RGB(51, 51, 51), BG: bg})
	g.SetString(122-len(r[3]), y, r[3], cell.Style{FG: cell.RGB(60, 118, 61), BG: bg})
	for x := range (len(r[1])*7 + int(r[3][0])) % 33 {
		g.SetString(126+x, y, "█", cell.Style{FG: cell.RGB(91, 192, 222), BG: bg})
	}
	g.SetString(165, y, " Open ", cell.Style{FG: cell.RGB(51, 51, 51), BG: cell.RGB(230, 230, 230)})
}

func (d *dashboard) drawModal() {
	g := d.grid
	for i := range g.Cells {
		g.Cells[i].FG, g.Cells[i].BG = dimmed(g.Cells[i].FG), dimmed(g.Cells[i].BG)
	}
	white := cell.Style{FG: cell.RGB(51, 51, 51), BG: cell.RGB(255, 255, 255)}
	g.Fill(60, 15, 80, 30, cell.Cell{Style: white})
	for y := 18; y < 40; y += 2 {
		g.SetString(64, y, d.rows[y][1]+" "+d.rows[y+1][1]+" "+d.rows[y+2][1], white)
	}
}

func dimmed(c cell.Color) cell.Color {
	r, g, b := c.RGB()
	return cell.RGB(r/2, g/2, b/2)
}
