package css

// parseFlexWrap parses flex-wrap: nowrap, or wrap or wrap-reverse and balance in
// any order (css-flexbox-2).
func parseFlexWrap(p *valueParser) (Value, bool) {
	i := p.oneOf(flexWrapKeywords)
	if i < 0 {
		return Value{}, false
	}
	w := FlexWrap(i)
	if w == FlexNoWrap {
		return kw(uint8(w)), true
	}
	if j := p.oneOf(flexWrapKeywords); j > 0 {
		if (w == FlexBalance) == (FlexWrap(j) == FlexBalance) {
			return Value{}, false
		}
		if w == FlexWrapReverse || FlexWrap(j) == FlexWrapReverse {
			w = FlexBalanceReverse
		} else {
			w = FlexBalance
		}
	}
	return kw(uint8(w)), true
}
