package css

import "math"

// ColorSpace is a colour space or model (css-color-4).
type ColorSpace uint8

// Colour spaces.
const (
	SpaceSRGB ColorSpace = iota
	SpaceLinear
	SpaceHSL
	SpaceHWB
	SpaceLab
	SpaceLCH
	SpaceOklab
	SpaceOklch
	SpaceP3
	SpaceXYZ // D65
	SpaceXYZ50
)

// HueMethod is how hues are interpolated.
type HueMethod uint8

// Hue interpolation methods.
const (
	HueShorter HueMethod = iota
	HueLonger
	HueIncreasing
	HueDecreasing
)

func spaceOfFunction(name string) (ColorSpace, bool) {
	switch name {
	case "rgb", "rgba":
		return SpaceSRGB, true
	case "hsl", "hsla":
		return SpaceHSL, true
	case "hwb":
		return SpaceHWB, true
	case "lab":
		return SpaceLab, true
	case "lch":
		return SpaceLCH, true
	case "oklab":
		return SpaceOklab, true
	case "oklch":
		return SpaceOklch, true
	default:
		return 0, false
	}
}

func spaceByName(name string) (ColorSpace, bool) {
	switch name {
	case "srgb":
		return SpaceSRGB, true
	case "srgb-linear":
		return SpaceLinear, true
	case "display-p3", "a98-rgb", "prophoto-rgb", "rec2020":
		// All wide gamuts are taken as the narrowest of them: a terminal is sRGB.
		return SpaceP3, true
	case "xyz", "xyz-d65":
		return SpaceXYZ, true
	case "xyz-d50":
		return SpaceXYZ50, true
	default:
		return spaceOfFunction(name)
	}
}

func channelNames(s ColorSpace) [3]string {
	switch s {
	case SpaceHSL:
		return [3]string{"h", "s", "l"}
	case SpaceHWB:
		return [3]string{"h", "w", "b"}
	case SpaceLab, SpaceOklab:
		return [3]string{"l", "a", "b"}
	case SpaceLCH, SpaceOklch:
		return [3]string{"l", "c", "h"}
	case SpaceXYZ, SpaceXYZ50:
		return [3]string{"x", "y", "z"}
	default:
		return [3]string{"r", "g", "b"}
	}
}

func (s ColorSpace) hueIndex() int {
	switch s {
	case SpaceHSL, SpaceHWB:
		return 0
	case SpaceLCH, SpaceOklch:
		return 2
	default:
		return -1
	}
}

func byte8(f float64) uint8 {
	if !(f > 0) {
		return 0
	}
	if f >= 1 {
		return 255
	}
	return uint8(f*255 + .5)
}

// toSRGB converts channels to sRGB. Those of sRGB and of linear and P3 are 0–1,
// of HSL and HWB degrees and 0–100, of Lab and LCH 0–100 in lightness, of the
// Ok spaces 0–1.
func toSRGB(s ColorSpace, c [3]float64, alpha float64) Color {
	r := toRGB(s, c)
	return Color{R: byte8(r[0]), G: byte8(r[1]), B: byte8(r[2]), A: byte8(alpha)}
}

func toRGB(s ColorSpace, c [3]float64) [3]float64 {
	switch s {
	case SpaceSRGB:
		return c
	case SpaceLinear:
		return gamma3(c)
	case SpaceHSL:
		return hslToRGB(c[0], c[1]/100, c[2]/100)
	case SpaceHWB:
		w, b := c[1]/100, c[2]/100
		if w+b >= 1 {
			g := w / (w + b)
			return [3]float64{g, g, g}
		}
		r := hslToRGB(c[0], 1, .5)
		for i := range r {
			r[i] = r[i]*(1-w-b) + w
		}
		return r
	case SpaceLCH:
		return toRGB(SpaceLab, polar(c))
	case SpaceOklch:
		return gamutMap(c)
	case SpaceLab:
		return gamma3(mul(xyz50ToLinear, labToXYZ50(c)))
	case SpaceOklab:
		l, ch, h := c[0], math.Hypot(c[1], c[2]), math.Atan2(c[2], c[1])*180/math.Pi
		return gamutMap([3]float64{l, ch, h})
	case SpaceP3:
		return gamma3(mul(p3ToLinear, linear3(c)))
	case SpaceXYZ:
		return gamma3(mul(xyzToLinear, c))
	default:
		return gamma3(mul(xyz50ToLinear, c))
	}
}

func polar(c [3]float64) [3]float64 {
	h := c[2] * math.Pi / 180
	return [3]float64{c[0], c[1] * math.Cos(h), c[1] * math.Sin(h)}
}

// gamutMap converts an Oklch colour and clips what sRGB cannot show, as
// Chromium does.
func gamutMap(c [3]float64) [3]float64 {
	c[0] = math.Max(0, math.Min(1, c[0]))
	return gamma3(oklabToLinear(polar(c)))
}

func oklabToLinear(c [3]float64) [3]float64 {
	l := c[0] + .3963377774*c[1] + .2158037573*c[2]
	m := c[0] - .1055613458*c[1] - .0638541728*c[2]
	s := c[0] - .0894841775*c[1] - 1.2914855480*c[2]
	l, m, s = l*l*l, m*m*m, s*s*s
	return [3]float64{
		4.0767416621*l - 3.3077115913*m + .2309699292*s,
		-1.2684380046*l + 2.6097574011*m - .3413193965*s,
		-.0041960863*l - .7034186147*m + 1.7076147010*s,
	}
}

func linearToOklab(c [3]float64) [3]float64 {
	l := math.Cbrt(.4122214708*c[0] + .5363325363*c[1] + .0514459929*c[2])
	m := math.Cbrt(.2119034982*c[0] + .6806995451*c[1] + .1073969566*c[2])
	s := math.Cbrt(.0883024619*c[0] + .2817188376*c[1] + .6299787005*c[2])
	return [3]float64{
		.2104542553*l + .7936177850*m - .0040720468*s,
		1.9779984951*l - 2.4285922050*m + .4505937099*s,
		.0259040371*l + .7827717662*m - .8086757660*s,
	}
}

func hslToRGB(h, s, l float64) [3]float64 {
	h = math.Mod(math.Mod(h, 360)+360, 360)
	f := func(n float64) float64 {
		k := math.Mod(n+h/30, 12)
		a := s * math.Min(l, 1-l)
		return l - a*math.Max(-1, math.Min(math.Min(k-3, 9-k), 1))
	}
	return [3]float64{f(0), f(8), f(4)}
}

func rgbToHSL(c [3]float64) [3]float64 {
	hi, lo := math.Max(c[0], math.Max(c[1], c[2])), math.Min(c[0], math.Min(c[1], c[2]))
	l, d := (hi+lo)/2, hi-lo
	if d == 0 {
		return [3]float64{0, 0, l * 100}
	}
	s := (hi - l) / math.Min(l, 1-l)
	var h float64
	switch hi {
	case c[0]:
		h = (c[1] - c[2]) / d
		if h < 0 {
			h += 6
		}
	case c[1]:
		h = (c[2]-c[0])/d + 2
	default:
		h = (c[0]-c[1])/d + 4
	}
	return [3]float64{h * 60, s * 100, l * 100}
}

// fromSRGB gives the channels of c in the scale of toSRGB.
func fromSRGB(s ColorSpace, col Color) [3]float64 {
	c := [3]float64{float64(col.R) / 255, float64(col.G) / 255, float64(col.B) / 255}
	switch s {
	case SpaceSRGB:
		return c
	case SpaceHSL:
		return rgbToHSL(c)
	case SpaceHWB:
		h := rgbToHSL(c)[0]
		return [3]float64{h, 100 * math.Min(c[0], math.Min(c[1], c[2])), 100 * (1 - math.Max(c[0], math.Max(c[1], c[2])))}
	}
	lin := linear3(c)
	switch s {
	case SpaceLinear:
		return lin
	case SpaceOklab:
		return linearToOklab(lin)
	case SpaceOklch:
		return cylinder(linearToOklab(lin))
	case SpaceLab:
		return xyz50ToLab(mul(linearToXYZ50, lin))
	case SpaceLCH:
		return cylinder(xyz50ToLab(mul(linearToXYZ50, lin)))
	case SpaceP3:
		return gamma3(mul(linearToP3, lin))
	case SpaceXYZ:
		return mul(linearToXYZ, lin)
	default:
		return mul(linearToXYZ50, lin)
	}
}

func cylinder(c [3]float64) [3]float64 {
	h := math.Atan2(c[2], c[1]) * 180 / math.Pi
	if h < 0 {
		h += 360
	}
	return [3]float64{c[0], math.Hypot(c[1], c[2]), h}
}

// mix interpolates two colours, premultiplied except for hues (css-color-5 §3).
func mix(a, b Color, e *ColorExpr) Color {
	ca, cb := fromSRGB(e.Space, a), fromSRGB(e.Space, b)
	wa, wb := e.Weights[0], e.Weights[1]
	aa, ab := float64(a.A)/255, float64(b.A)/255
	alpha := aa*wa + ab*wb
	hue := e.Space.hueIndex()
	if hue >= 0 {
		// A colour without chroma has no hue of its own.
		if grey(a) || aa == 0 {
			ca[hue] = cb[hue]
		} else if grey(b) || ab == 0 {
			cb[hue] = ca[hue]
		}
	}
	var out [3]float64
	for i := range out {
		switch {
		case i == hue:
			out[i] = mixHue(ca[i], cb[i], wb, e.Hue)
		case alpha == 0:
			out[i] = ca[i]*wa + cb[i]*wb
		default:
			out[i] = (ca[i]*aa*wa + cb[i]*ab*wb) / alpha
		}
	}
	return toSRGB(e.Space, out, alpha*e.Alpha)
}

func grey(c Color) bool { return c.R == c.G && c.G == c.B }

func mixHue(a, b, t float64, m HueMethod) float64 {
	d := math.Mod(math.Mod(b-a, 360)+360, 360)
	switch m {
	case HueShorter:
		if d > 180 {
			d -= 360
		}
	case HueLonger:
		if d > 0 && d < 180 {
			d -= 360
		}
	case HueDecreasing:
		if d > 0 {
			d -= 360
		}
	}
	return a + d*t
}

func gammaOf(v float64) float64 {
	a := math.Abs(v)
	if a <= .0031308 {
		return 12.92 * v
	}
	return math.Copysign(1.055*math.Pow(a, 1/2.4)-.055, v)
}

func linearOf(v float64) float64 {
	a := math.Abs(v)
	if a <= .04045 {
		return v / 12.92
	}
	return math.Copysign(math.Pow((a+.055)/1.055, 2.4), v)
}

func gamma3(c [3]float64) [3]float64 {
	return [3]float64{gammaOf(c[0]), gammaOf(c[1]), gammaOf(c[2])}
}

func linear3(c [3]float64) [3]float64 {
	return [3]float64{linearOf(c[0]), linearOf(c[1]), linearOf(c[2])}
}

type matrix [3][3]float64

func mul(m matrix, v [3]float64) [3]float64 {
	var o [3]float64
	for i := range o {
		o[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return o
}

var (
	xyzToLinear = matrix{
		{3.2409699419, -1.5373831776, -.4986107603},
		{-.9692436363, 1.8759675015, .0415550574},
		{.0556300797, -.2039769589, 1.0569715142},
	}
	linearToXYZ = matrix{
		{.4123907993, .3575843394, .1804807884},
		{.2126390059, .7151686788, .0721923154},
		{.0193308187, .1191947798, .9505321522},
	}
	xyz50ToLinear = matrix{
		{3.1341359569, -1.6173863321, -.4906619460},
		{-.9787955069, 1.9162543773, .0334427339},
		{.0719553828, -.2289768213, 1.4053860388},
	}
	linearToXYZ50 = matrix{
		{.4360657468, .3851514688, .1430784100},
		{.2224931880, .7168870081, .0606170231},
		{.0139239280, .0970813034, .7140993602},
	}
	p3ToLinear = matrix{
		{1.2249401762, -.2249401762, 0},
		{-.0420569547, 1.0420569547, 0},
		{-.0196375546, -.0786360456, 1.0982736001},
	}
	linearToP3 = matrix{
		{.8224619687, .1775380313, 0},
		{.0331941989, .9668058011, 0},
		{.0170826307, .0723974407, .9105199286},
	}
)

// white50 is the D50 white point.
var white50 = [3]float64{.3457 / .3585, 1, (1 - .3457 - .3585) / .3585}

func labToXYZ50(c [3]float64) [3]float64 {
	const kappa, epsilon = 24389.0 / 27, 216.0 / 24389
	fy := (c[0] + 16) / 116
	f := [3]float64{c[1]/500 + fy, fy, fy - c[2]/200}
	var o [3]float64
	for i := range o {
		cube := f[i] * f[i] * f[i]
		if i == 1 && c[0] <= kappa*epsilon {
			cube = c[0] / kappa
		} else if i != 1 && cube <= epsilon {
			cube = (116*f[i] - 16) / kappa
		}
		o[i] = cube * white50[i]
	}
	return o
}

func xyz50ToLab(c [3]float64) [3]float64 {
	const kappa, epsilon = 24389.0 / 27, 216.0 / 24389
	var f [3]float64
	for i := range f {
		v := c[i] / white50[i]
		if v > epsilon {
			f[i] = math.Cbrt(v)
		} else {
			f[i] = (kappa*v + 16) / 116
		}
	}
	return [3]float64{116*f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}
