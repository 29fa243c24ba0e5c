//! Exponential and normal draws by ziggurat, on `libm` only.
//!
//! Marsaglia and Tsang, "The ziggurat method for generating random variables" (2000), with 256
//! layers and the layer index taken from bits that the value does not use.

use alloc::boxed::Box;

use super::stream::{Stream, unit};

const LAYERS: usize = 256;

/// One ziggurat: right edges of the layers, descending, and the density at each.
#[derive(Clone, Debug)]
struct Ziggurat {
    edge: [f64; LAYERS + 1],
    density: [f64; LAYERS + 1],
}

/// Exponential draws of mean 1.
#[derive(Clone, Debug)]
pub struct Exponential(Box<Ziggurat>);

/// Standard normal draws.
#[derive(Clone, Debug)]
pub struct Normal(Box<Ziggurat>);

/// Right edge of the lowest exponential layer, and the area of every layer.
const EXP_EDGE: f64 = 7.697_117_470_131_05;
const EXP_AREA: f64 = 0.003_949_659_822_581_572;
/// Right edge of the lowest normal layer, and the area of every layer (one side).
const NORMAL_EDGE: f64 = 3.654_152_885_361_009;
const NORMAL_AREA: f64 = 0.004_928_673_233_997_09;

impl Exponential {
    /// Builds the tables.
    pub fn new() -> Exponential {
        let mut z = Ziggurat {
            edge: [0.0; LAYERS + 1],
            density: [1.0; LAYERS + 1],
        };
        z.edge[0] = EXP_AREA * libm::exp(EXP_EDGE);
        z.edge[1] = EXP_EDGE;
        for i in 2..LAYERS {
            let below = z.edge[i - 1];
            z.edge[i] = -libm::log(libm::exp(-below) + EXP_AREA / below);
        }
        for i in 0..LAYERS {
            z.density[i] = libm::exp(-z.edge[i]);
        }
        Exponential(Box::new(z))
    }

    /// One draw.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        let bits = stream.bits();
        let layer = (bits & 0xff) as usize;
        let x = unit(bits) * self.0.edge[layer];
        if x < self.0.edge[layer + 1] {
            x
        } else {
            self.slow(stream, layer, x)
        }
    }

    /// A batch of draws.
    #[inline(never)]
    pub fn fill(&self, stream: &mut Stream, batch: &mut [f64]) {
        batch.fill_with(|| self.draw(stream));
    }

    /// The edge of a layer, about one draw in a hundred.
    #[cold]
    fn slow(&self, stream: &mut Stream, mut layer: usize, mut x: f64) -> f64 {
        loop {
            if layer == 0 {
                return EXP_EDGE - libm::log(1.0 - stream.unit());
            }
            let (low, high) = (self.0.density[layer], self.0.density[layer + 1]);
            if low + (high - low) * stream.unit() < libm::exp(-x) {
                return x;
            }
            let bits = stream.bits();
            layer = (bits & 0xff) as usize;
            x = unit(bits) * self.0.edge[layer];
            if x < self.0.edge[layer + 1] {
                return x;
            }
        }
    }
}

impl Default for Exponential {
    fn default() -> Exponential {
        Exponential::new()
    }
}

impl Normal {
    /// Builds the tables.
    pub fn new() -> Normal {
        let density = |x: f64| libm::exp(-0.5 * x * x);
        let mut z = Ziggurat {
            edge: [0.0; LAYERS + 1],
            density: [1.0; LAYERS + 1],
        };
        z.edge[0] = NORMAL_AREA / density(NORMAL_EDGE);
        z.edge[1] = NORMAL_EDGE;
        for i in 2..LAYERS {
            let below = z.edge[i - 1];
            z.edge[i] = libm::sqrt(-2.0 * libm::log(density(below) + NORMAL_AREA / below));
        }
        for i in 0..LAYERS {
            z.density[i] = density(z.edge[i]);
        }
        Normal(Box::new(z))
    }

    /// One draw.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        let bits = stream.bits();
        let layer = (bits & 0xff) as usize;
        let x = (2.0 * unit(bits) - 1.0) * self.0.edge[layer];
        if x.abs() < self.0.edge[layer + 1] {
            x
        } else {
            self.slow(stream, layer, x)
        }
    }

    /// The edge of a layer, about one draw in seventy.
    #[cold]
    fn slow(&self, stream: &mut Stream, mut layer: usize, mut x: f64) -> f64 {
        loop {
            if layer == 0 {
                let tail = tail(stream);
                return if x < 0.0 { -tail } else { tail };
            }
            let (low, high) = (self.0.density[layer], self.0.density[layer + 1]);
            if low + (high - low) * stream.unit() < libm::exp(-0.5 * x * x) {
                return x;
            }
            let bits = stream.bits();
            layer = (bits & 0xff) as usize;
            x = (2.0 * unit(bits) - 1.0) * self.0.edge[layer];
            if x.abs() < self.0.edge[layer + 1] {
                return x;
            }
        }
    }
}

impl Default for Normal {
    fn default() -> Normal {
        Normal::new()
    }
}

/// Marsaglia's method for the normal tail beyond [`NORMAL_EDGE`].
fn tail(stream: &mut Stream) -> f64 {
    loop {
        let x = -libm::log(1.0 - stream.unit()) / NORMAL_EDGE;
        let y = -libm::log(1.0 - stream.unit());
        if 2.0 * y > x * x {
            return NORMAL_EDGE + x;
        }
    }
}
