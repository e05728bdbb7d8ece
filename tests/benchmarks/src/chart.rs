//! Bars, as SVG. The colours are legible on a light page and on a dark one.

#![expect(clippy::cast_precision_loss, reason = "few rows and columns")]

use crate::measure::Times;

pub struct Chart {
    pub file: &'static str,
    pub title: &'static str,
    /// Groups of bars, each with a scale of its own. All have the same names in the same order.
    pub panels: Vec<Panel>,
}

pub struct Panel {
    pub title: String,
    /// The first is ours; the others are shown as multiples of it.
    pub times: Times,
}

const WIDTH: f64 = 900.0;
/// The names of the bars, left of all panels.
const NAMES: f64 = 250.0;
/// What is written behind a bar.
const VALUE: f64 = 60.0;
/// The titles, above the bars.
const TITLES: f64 = 64.0;
const ROW: f64 = 24.0;
const BAR: f64 = 16.0;

const STYLE: &str = "\
text { font: 13px system-ui, sans-serif; fill: #7a7a7a } \
.title { font-size: 15px; font-weight: bold } \
.ours { font-weight: bold; fill: #2f7de1 } \
rect { fill: #8c959f } \
rect.ours { fill: #2f7de1 }";

impl Chart {
    pub fn svg(&self) -> String {
        let names = self.panels.first().map_or(&[][..], |panel| &panel.times);
        let width = (WIDTH - NAMES) / self.panels.len() as f64;
        let height = y(names.len());
        let mut elements = text(0.0, 18.0, "title", self.title);
        for (row, (name, _)) in names.iter().enumerate() {
            elements += &text(0.0, y(row), class(row), name);
        }
        for (column, panel) in self.panels.iter().enumerate() {
            elements += &panel.elements(NAMES + width * column as f64, width);
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
             viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n{elements}</svg>\n",
            self.title
        )
    }
}

impl Panel {
    fn elements(&self, x: f64, width: f64) -> String {
        let longest = self.times.iter().map(|time| time.1).fold(0.0, f64::max);
        let mut elements = text(x, TITLES - 18.0, "", &self.title);
        for (row, (_, time)) in self.times.iter().enumerate() {
            let (y, class, length) = (y(row), class(row), time / longest * (width - VALUE));
            let value = match row {
                0 => shown(*time),
                _ => format!("{:.1} ×", time / self.times[0].1),
            };
            elements += &format!(
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{length:.1}\" \
                 height=\"{BAR}\" rx=\"2\"/>\n",
                y - BAR + 3.5
            );
            elements += &text(x + length + 6.0, y, class, &value);
        }
        elements
    }
}

/// The base line of a row's texts.
fn y(row: usize) -> f64 {
    TITLES + ROW * row as f64 + BAR / 2.0
}

fn class(row: usize) -> &'static str {
    if row == 0 { "ours" } else { "" }
}

fn text(x: f64, y: f64, class: &str, text: &str) -> String {
    format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>\n")
}

fn shown(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.1} ns"),
        ..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}
