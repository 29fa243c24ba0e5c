//! What a pointer means on something that can be drawn on and scrolled past.

/// Pixels that decide whether a press is a stroke, a scroll or a tap.
const DECIDE_PX: f64 = 8.0;

/// A pointer, from press to release.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Gesture {
    /// No pointer is down.
    #[default]
    Up,
    /// Down, and nothing is decided.
    Pressed {
        /// Where, in pixels.
        at: (f64, f64),
        /// A finger, which may want to scroll.
        finger: bool,
    },
    /// Draws until it is released.
    Drawing,
    /// Belongs to the page until it is released.
    Scrolling,
}

/// What a pointer does by moving or by being released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Nothing yet, or nothing here.
    Nothing,
    /// A stroke begins where it was pressed.
    Begins,
    /// A stroke goes on.
    Draws,
    /// It was pressed and released in one place.
    Taps,
    /// A stroke is finished.
    Ends,
}

impl Gesture {
    /// The pointer is pressed at a place, in pixels.
    pub fn press(&mut self, at: (f64, f64), finger: bool) {
        *self = Gesture::Pressed { at, finger };
    }

    /// The pointer is at another place.
    pub fn go(&mut self, to: (f64, f64)) -> Does {
        match *self {
            Gesture::Pressed { at, finger } => {
                let (x, y) = ((to.0 - at.0).abs(), (to.1 - at.1).abs());
                if x.max(y) < DECIDE_PX {
                    return Does::Nothing;
                }
                if finger && y > x {
                    *self = Gesture::Scrolling;
                    return Does::Nothing;
                }
                *self = Gesture::Drawing;
                Does::Begins
            }
            Gesture::Drawing => Does::Draws,
            Gesture::Up | Gesture::Scrolling => Does::Nothing,
        }
    }

    /// The pointer is released.
    pub fn release(&mut self) -> Does {
        match std::mem::take(self) {
            Gesture::Pressed { .. } => Does::Taps,
            Gesture::Drawing => Does::Ends,
            Gesture::Up | Gesture::Scrolling => Does::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(finger: bool) -> Gesture {
        let mut gesture = Gesture::default();
        gesture.press((100.0, 50.0), finger);
        gesture
    }

    #[test]
    fn less_than_eight_pixels_are_a_tap() {
        let mut gesture = pressed(true);
        assert_eq!(gesture.go((107.0, 57.0)), Does::Nothing);
        assert_eq!(gesture.release(), Does::Taps);
        assert_eq!(gesture.release(), Does::Nothing);
    }

    #[test]
    fn a_finger_across_draws_and_a_finger_down_scrolls() {
        let mut gesture = pressed(true);
        assert_eq!(gesture.go((108.0, 51.0)), Does::Begins);
        assert_eq!(gesture.go((108.0, 90.0)), Does::Draws, "decided once");
        assert_eq!(gesture.release(), Does::Ends);
        let mut gesture = pressed(true);
        assert_eq!(gesture.go((101.0, 60.0)), Does::Nothing);
        assert_eq!(gesture.go((160.0, 60.0)), Does::Nothing, "decided once");
        assert_eq!(gesture.release(), Does::Nothing);
    }

    #[test]
    fn a_mouse_draws_in_any_direction() {
        let mut gesture = pressed(false);
        assert_eq!(gesture.go((100.0, 30.0)), Does::Begins);
        assert_eq!(Gesture::default().go((0.0, 0.0)), Does::Nothing);
    }
}
