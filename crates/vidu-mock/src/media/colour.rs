//! Colours as video samples (BT.709, limited range), on a grid that the encoder reproduces exactly.

/// Luma and the two chroma values of a flat block, multiples of [`LUMA_STEP`] and [`CHROMA_STEP`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour {
    pub(super) luma: i32,
    pub(super) blue: i32,
    pub(super) red: i32,
}

/// What one quantised level of luma is worth at the quantiser the encoder uses.
pub(super) const LUMA_STEP: i32 = 4;

/// The same of chroma.
pub(super) const CHROMA_STEP: i32 = 2;

/// What a decoder predicts where there is nothing to predict from.
pub(super) const GREY: Colour = Colour { luma: 128, blue: 128, red: 128 };

impl Colour {
    /// The nearest colour on the grid to red, green and blue from 0 to 255.
    pub(super) fn from_rgb([r, g, b]: [i32; 3]) -> Colour {
        let near = |base: i32, sum: i32, step: i32| (256 * base + sum + 128 * step) / 256 / step * step;
        Colour {
            luma: near(16, 47 * r + 157 * g + 16 * b, LUMA_STEP),
            blue: near(128, 112 * b - 26 * r - 86 * g, CHROMA_STEP),
            red: near(128, 112 * r - 102 * g - 10 * b, CHROMA_STEP),
        }
    }

    /// Red, green and blue from 0 to 255, as a player shows it.
    pub(super) fn rgb(self) -> [u8; 3] {
        let (luma, blue, red) = (298 * (self.luma - 16), self.blue - 128, self.red - 128);
        let shown = |sum: i32| ((luma + sum + 128) / 256).clamp(0, 255) as u8;
        [shown(459 * red), shown(-55 * blue - 136 * red), shown(541 * blue)]
    }

    /// The same hue, lighter by so many steps (darker when negative), kept clear of black and white.
    pub(super) fn lighter(self, steps: i32) -> Colour {
        Colour { luma: (self.luma + LUMA_STEP * steps).clamp(28, 224), ..self }
    }

    /// Whether both chroma values agree.
    pub(super) fn same_chroma(self, other: Colour) -> bool {
        self.blue == other.blue && self.red == other.red
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_on_the_grid_and_come_back() {
        for rgb in [[255, 255, 255], [0, 0, 0], [200, 40, 90], [12, 180, 140], [30, 60, 250]] {
            let colour = Colour::from_rgb(rgb);
            let over = (colour.luma % LUMA_STEP, colour.blue % CHROMA_STEP, colour.red % CHROMA_STEP);
            assert_eq!(over, (0, 0, 0), "{colour:?}");
            for (shown, wanted) in colour.rgb().into_iter().zip(rgb) {
                assert!((i32::from(shown) - wanted).abs() <= 5, "{rgb:?} shows as {:?}", colour.rgb());
            }
        }
    }
}
