//! Pictures made by a rule, so that none needs to be kept.

/// Red, green and blue of a picture that compresses like a photo: light from a side, patterns of several sizes, edges, and the noise of a sensor.
pub fn scene(width: u32, height: u32) -> Vec<u8> {
    noisy(width, height, 7.0)
}

/// The same with another noise, in steps of 256 that a pixel is off at most: 7 is a telephone by lamplight, 2 one in the sun.
pub fn noisy(width: u32, height: u32, most: f64) -> Vec<u8> {
    let mut noise = Noise(0x9e37_79b9_7f4a_7c15);
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let mut grain = || noise.next() * most;
            rgb.extend(colour(f64::from(x) / f64::from(width), f64::from(y) / f64::from(height), &mut grain));
        }
    }
    rgb
}

fn colour(x: f64, y: f64, mut grain: impl FnMut() -> f64) -> [u8; 3] {
    let light = 0.35 + 0.5 * (1.0 - x) + 0.15 * (y * 3.0).sin();
    let bark = 0.12 * (x * 47.0 + (y * 13.0).sin() * 3.0).sin() + 0.06 * (y * 211.0 + x * 97.0).sin();
    let body = (x - 0.55).hypot((y - 0.5) * 0.75 + 0.1 * (x * 9.0).sin());
    let scales = 0.1 * (x * 331.0).sin() * (y * 277.0).cos();
    let base = if body < 0.22 { [0.85, 0.55 + scales, 0.2] } else { [0.42, 0.35, 0.27] };
    let saddle = if body < 0.22 && (x * 31.0).sin() > 0.4 { 0.45 } else { 1.0 };
    base.map(|part| {
        let part = (part + bark) * light * saddle * 255.0 + grain();
        part.clamp(0.0, 255.0) as u8
    })
}

/// Four quarters in colours that compression can't confuse: red and green above, blue and yellow below.
pub fn quarters(width: u32, height: u32) -> Vec<u8> {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x * 2 < width, y * 2 < height)));
    pixels.flat_map(quarter).collect()
}

fn quarter((left, top): (bool, bool)) -> [u8; 3] {
    match (left, top) {
        (true, true) => [220, 30, 30],
        (false, true) => [30, 180, 30],
        (true, false) => [30, 30, 220],
        (false, false) => [220, 210, 30],
    }
}

/// Numbers between -1 and 1 (xorshift, G. Marsaglia 2003), the same every time.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}
