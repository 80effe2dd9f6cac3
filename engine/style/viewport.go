package style

import (
	"playhead/engine/css"
	"playhead/engine/dom"
)

// What of styles depends on the viewport is noted, so that another size of the
// window restyles that and nothing else: media queries by their answers, styles
// by the axes that their relative lengths refer to.

// answers are the media queries that were asked, and what they said.
type answers []answer

type answer struct {
	query *css.Query
	holds bool
}

// ask evaluates a query and notes the answer; a nil query holds anywhere.
func (a *answers) ask(q *css.Query, env *css.MediaEnv) bool {
	if q == nil {
		return true
	}
	holds := q.Matches(env)
	*a = append(*a, answer{q, holds})
	return holds
}

// hold reports whether all queries say the same in another environment.
func (a answers) hold(env *css.MediaEnv) bool {
	for i := range a {
		if a[i].query.Matches(env) != a[i].holds {
			return false
		}
	}
	return true
}

// sameButSize reports environments that differ in the viewport's size at most.
func sameButSize(a, b *Env) bool {
	return a.DPR == b.DPR && a.LineHeight == b.LineHeight && a.Dark == b.Dark && a.ReducedMotion == b.ReducedMotion &&
		a.MoreContrast == b.MoreContrast && a.Print == b.Print && a.Touch == b.Touch
}

// resized reports whether env asks for the rules of the Update before, and in
// which axes its viewport has another size.
func (r *Resolver) resized(env *Env) (axes css.Axes, ok bool) {
	if !sameButSize(&r.env, env) {
		return 0, false
	}
	if r.env.W != env.W {
		axes |= css.AxisX
	}
	if r.env.H != env.H {
		axes |= css.AxisY
	}
	if axes == 0 {
		return 0, true
	}
	media := mediaEnv(env)
	if !r.ua.asked.hold(&media) {
		return axes, false
	}
	for _, sc := range r.order {
		if !sc.asked.hold(&media) || !sc.rules.asked.hold(&media) {
			return axes, false
		}
	}
	return axes, true
}

// resize has the elements restyled whose styles refer to the viewport in one of
// the axes.
func (c *changes) resize(axes css.Axes) {
	if axes == 0 {
		return
	}
	for i, p := range c.s.entries.pages {
		for j := range p {
			if p[j].c != nil && p[j].view&axes != 0 {
				c.mark(dom.Ref(i<<entryBits | j))
			}
		}
	}
}
