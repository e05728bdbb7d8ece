//! The texts of an envelope, in one piece of memory.

use alloc::borrow::Cow;
use alloc::string::String;
use core::ops::Range;

use super::field::Field;

/// One text for each field that has one, if the body has it.
#[derive(Clone, Default)]
pub(super) struct Texts<'a> {
    by_field: [Text<'a>; Field::TEXT_COUNT],
    /// The texts that do not borrow from the body, after `start`.
    kept: String,
    start_len: usize,
}

#[derive(Clone, Default)]
enum Text<'a> {
    #[default]
    Absent,
    Borrowed(&'a str),
    Kept(Range<usize>),
}

impl<'a> Texts<'a> {
    pub(super) fn get(&self, field: Field) -> Option<&str> {
        self.str(self.by_field.get(field as usize)?)
    }

    fn str<'s>(&'s self, text: &Text<'s>) -> Option<&'s str> {
        match text {
            Text::Absent => None,
            Text::Borrowed(text) => Some(text),
            Text::Kept(range) => self.kept.get(range.clone()),
        }
    }

    pub(super) fn set(&mut self, field: Field, text: Option<Cow<'a, str>>) {
        let text = match text {
            None => Text::Absent,
            Some(Cow::Borrowed(text)) => Text::Borrowed(text),
            Some(Cow::Owned(text)) => keep(&mut self.kept, &text),
        };
        if let Some(place) = self.by_field.get_mut(field as usize) {
            *place = text;
        }
    }

    /// The same texts, borrowing nothing, in one allocation that begins with `start`.
    pub(super) fn into_owned(self, start: &str) -> Texts<'static> {
        let texts = self.by_field.each_ref().map(|text| self.str(text));
        let len: usize = texts.iter().flatten().map(|text| text.len()).sum();
        let mut kept = String::with_capacity(start.len() + len);
        kept.push_str(start);
        Texts {
            by_field: texts.map(|text| text.map_or(Text::Absent, |text| keep(&mut kept, text))),
            kept,
            start_len: start.len(),
        }
    }

    /// What [`into_owned`](Self::into_owned) was told to begin with.
    pub(super) fn start(&self) -> &str {
        self.kept.get(..self.start_len).unwrap_or_default()
    }
}

fn keep(kept: &mut String, text: &str) -> Text<'static> {
    let start = kept.len();
    kept.push_str(text);
    Text::Kept(start..kept.len())
}
