package layout

// maxBalanced is the number of items from which on lines are not balanced.
const maxBalanced = 400

// balanceLines breaks items into lines of similar length: as few as wrapping
// makes, but no fewer than flex-line-count (css-flexbox-2, flex-wrap: balance).
func (fc *flexContainer) balanceLines(limit Unit) {
	sizes := make([]Unit, len(fc.items))
	for i := range fc.items {
		sizes[i] = fc.items[i].outerHypo()
	}
	from := 0
	for _, to := range balance(sizes, fc.mainGap, limit, int(fc.fl.LineCount)) {
		fc.lines = append(fc.lines, flexLine{from: from, to: to})
		from = to
	}
}

// balance returns where lines end so that the sum of the squares of their
// lengths is least; of equal solutions the one with the longer first lines.
func balance(sizes []Unit, gap, limit Unit, count int) []int {
	n := len(sizes)
	greedy := greedyBreaks(sizes, gap, limit)
	lines := min(n, max(count, len(greedy)))
	if lines <= 1 || n > maxBalanced {
		return greedy
	}
	pre := make([]int64, n+1)
	for i, s := range sizes {
		pre[i+1] = pre[i] + int64(s)
	}
	cost := make([]float64, (lines+1)*(n+1))
	cut := make([]int32, (lines+1)*(n+1))
	for i := range cost {
		cost[i] = -1
	}
	cost[0] = 0
	for k := 1; k <= lines; k++ {
		for i := k; i <= n; i++ {
			at := k*(n+1) + i
			for j := i - 1; j >= k-1; j-- {
				size := pre[i] - pre[j] + int64(gap)*int64(i-j-1)
				if size > int64(limit) && i-j > 1 {
					break
				}
				before := cost[(k-1)*(n+1)+j]
				if before < 0 {
					continue
				}
				if c := before + float64(size)*float64(size); cost[at] < 0 || c < cost[at] {
					cost[at], cut[at] = c, int32(j)
				}
			}
		}
	}
	if cost[lines*(n+1)+n] < 0 {
		return greedy
	}
	ends := make([]int, lines)
	for k, i := lines, n; k > 0; k-- {
		ends[k-1] = i
		i = int(cut[k*(n+1)+i])
	}
	return ends
}

// greedyBreaks returns where lines end that are filled one after the other.
func greedyBreaks(sizes []Unit, gap, limit Unit) []int {
	var ends []int
	sum, from := Unit(0), 0
	for i, s := range sizes {
		if i > from {
			if next := sum.Add(gap).Add(s); next > limit {
				ends = append(ends, i)
				from, sum = i, 0
			} else {
				sum = next
				continue
			}
		}
		sum = sum.Add(s)
	}
	return append(ends, len(sizes))
}
