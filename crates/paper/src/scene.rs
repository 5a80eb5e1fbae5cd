//! A page as a list of shapes and texts, in points from the upper left corner.

use crate::{
    colour::Colour,
    face::Face,
    picture::Picture,
    text::{Run, fit, shape, wrap},
};

/// A page that can be painted.
#[derive(Debug, Clone)]
pub struct Scene {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) title: String,
    /// What a reader who doesn't see it is told.
    pub(crate) description: String,
    /// Year, month, day, for the file's own record.
    pub(crate) date: (u16, u8, u8),
    pub(crate) paper: Colour,
    pub(crate) items: Vec<Item>,
}

/// Something on the page. Later items lie on earlier ones.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Fill { path: Vec<Step>, colour: Colour },
    Stroke { path: Vec<Step>, colour: Colour, width: f32, dash: Option<f32> },
    Text { x: f32, y: f32, colour: Colour, run: Run },
    Link { x: f32, y: f32, width: f32, height: f32, url: String },
    Picture { x: f32, y: f32, width: f32, height: f32, picture: Picture },
}

/// Where in its box a picture stands that is narrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Middle,
    Right,
}

/// A step of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    Move(f32, f32),
    Line(f32, f32),
    Curve(f32, f32, f32, f32, f32, f32),
    Close,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) colour: Colour,
}

pub(crate) const fn style(face: Face, size: f32, colour: Colour) -> Style {
    Style { face, size, colour }
}

impl Scene {
    pub(crate) fn new(width: f32, height: f32, title: String, date: (u16, u8, u8), paper: Colour) -> Self {
        Self { width, height, title, description: String::new(), date, paper, items: Vec::new() }
    }

    /// Width and height in points.
    #[must_use]
    pub const fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// What a reader who doesn't see it is told.
    pub(crate) fn describe(&mut self, text: &str) {
        self.description = crate::text::clean(text);
    }

    pub(crate) fn fill(&mut self, path: Vec<Step>, colour: Colour) {
        self.items.push(Item::Fill { path, colour });
    }

    pub(crate) fn stroke(&mut self, path: Vec<Step>, colour: Colour, width: f32) {
        self.items.push(Item::Stroke { path, colour, width, dash: None });
    }

    pub(crate) fn dashes(&mut self, path: Vec<Step>, colour: Colour, width: f32, dash: f32) {
        self.items.push(Item::Stroke { path, colour, width, dash: Some(dash) });
    }

    pub(crate) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        self.fill(rect(x, y, width, height), colour);
    }

    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, width: f32) {
        self.stroke(vec![Step::Move(from.0, from.1), Step::Line(to.0, to.1)], colour, width);
    }

    pub(crate) fn link(&mut self, x: f32, y: f32, width: f32, height: f32, url: &str) {
        self.items.push(Item::Link { x, y, width, height, url: url.to_owned() });
    }

    /// A picture in a box, as large as it fits: at the right edge of it, or in its middle, and half way up. Gives how wide it is.
    pub(crate) fn picture(
        &mut self,
        picture: &Picture,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        at: Side,
    ) -> f32 {
        let (wide, tall) = picture.fitting(width, height);
        let left = match at {
            Side::Middle => x + (width - wide) / 2.0,
            Side::Right => x + width - wide,
        };
        let top = y + (height - tall) / 2.0;
        self.items.push(Item::Picture { x: left, y: top, width: wide, height: tall, picture: picture.clone() });
        wide
    }

    /// A text in one line from its baseline's beginning, shortened to `most`. Gives how wide it is.
    pub(crate) fn text(&mut self, x: f32, y: f32, most: f32, how: Style, text: &str) -> f32 {
        let run = fit(how.face, how.size, text, most);
        let width = run.width;
        self.place(x, y, how, run);
        width
    }

    /// The same with its end at `x`.
    pub(crate) fn text_left_of(&mut self, x: f32, y: f32, most: f32, how: Style, text: &str) -> f32 {
        let run = fit(how.face, how.size, text, most);
        let width = run.width;
        self.place(x - width, y, how, run);
        width
    }

    /// The same with its middle at `x`.
    pub(crate) fn text_around(&mut self, x: f32, y: f32, most: f32, how: Style, text: &str) -> f32 {
        let run = fit(how.face, how.size, text, most);
        let width = run.width;
        self.place(x - width / 2.0, y, how, run);
        width
    }

    /// A text in at most `lines` lines, the last shortened. Gives the baseline below the last.
    pub(crate) fn lines(
        &mut self,
        (x, y): (f32, f32),
        most: f32,
        (lines, lead): (usize, f32),
        how: Style,
        text: &str,
    ) -> f32 {
        let mut at = y;
        for run in wrap(how.face, how.size, text, most, lines) {
            self.place(x, at, how, run);
            at += lead;
        }
        at
    }

    /// Small capitals of a label: wide apart, in one line.
    pub(crate) fn label(&mut self, x: f32, y: f32, most: f32, how: Style, text: &str) -> f32 {
        let mut run = shape(how.face, how.size, &text.to_uppercase());
        run.spread(how.size * 0.09);
        if run.width > most {
            run = fit(how.face, how.size, &text.to_uppercase(), most);
        }
        let width = run.width;
        self.place(x, y, how, run);
        width
    }

    fn place(&mut self, x: f32, y: f32, how: Style, run: Run) {
        if !run.glyphs.is_empty() {
            self.items.push(Item::Text { x, y, colour: how.colour, run });
        }
    }
}

pub(crate) fn rect(x: f32, y: f32, width: f32, height: f32) -> Vec<Step> {
    vec![
        Step::Move(x, y),
        Step::Line(x + width, y),
        Step::Line(x + width, y + height),
        Step::Line(x, y + height),
        Step::Close,
    ]
}

/// A circle of four curves.
pub(crate) fn circle(x: f32, y: f32, radius: f32) -> Vec<Step> {
    let pull = radius * 0.552_285;
    vec![
        Step::Move(x + radius, y),
        Step::Curve(x + radius, y + pull, x + pull, y + radius, x, y + radius),
        Step::Curve(x - pull, y + radius, x - radius, y + pull, x - radius, y),
        Step::Curve(x - radius, y - pull, x - pull, y - radius, x, y - radius),
        Step::Curve(x + pull, y - radius, x + radius, y - pull, x + radius, y),
        Step::Close,
    ]
}
