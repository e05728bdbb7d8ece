//! HTML as it is written: tags, and the texts between them.

use std::ops::Range;

use crate::page::outline::Html;
use crate::tag::Tag;

/// Elements whose content is not HTML, or not shown.
const RAW: [&str; 11] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// A tag, or the text between two.
pub(super) enum Piece<'a> {
    Tag(Tag<'a>),
    Text,
}

/// The tags and texts of HTML. Comments, declarations, scripts and the like are neither.
pub(super) struct Pieces<'a> {
    page: &'a str,
    html: &'a Html,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(page: &'a str, html: &'a Html) -> Self {
        Self { page, html, at: 0 }
    }

    /// Passes what is not for readers. Returns the length of it, if something is.
    fn skipped(rest: &str) -> Option<usize> {
        let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
        if rest.starts_with("<!--") {
            // `<!-->` and `<!--->` are comments, too.
            let ends = |at: &usize| {
                let comment = &rest[2..*at];
                comment.ends_with("--") || comment.len() > 4 && comment.ends_with("--!")
            };
            let mut ends_of_tags = rest.match_indices('>').map(|(at, _)| at);
            Some(ends_of_tags.find(ends).map_or(rest.len(), |at| at + 1))
        } else {
            let is_bogus = rest.starts_with("</") && !Tag::begins(rest);
            let is_skipped = is_bogus || rest.starts_with("<!") || rest.starts_with("<?");
            is_skipped.then(|| until(">"))
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Piece<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            let rest = self.page.get(start..).filter(|rest| !rest.is_empty())?;
            let is_markup = rest.starts_with('<') && self.html.contains(start);
            if is_markup && let Some(len) = Self::skipped(rest) {
                self.at += len;
                continue;
            }
            if is_markup && Tag::begins(rest) {
                // A tag that does not end is not shown, nor is what follows.
                let tag = Tag::read(rest)?;
                self.at += tag.text.len();
                let end = self.at;
                if !tag.closes && RAW.contains(&tag.name.as_str()) {
                    self.at += raw_len(&self.page[end..], &tag.name);
                }
                return Some((Piece::Tag(tag), start..end));
            }
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let len = rest[first..].find('<').map_or(rest.len(), |at| at + first);
            self.at += len;
            return Some((Piece::Text, start..self.at));
        }
    }
}

/// How much of `text` is the content of the element `name`, which holds no HTML.
fn raw_len(text: &str, name: &str) -> usize {
    let ends = |at: &usize| {
        let tag = &text.as_bytes()[at + 2..];
        tag.get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && tag
                .get(name.len())
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let mut tags = text.match_indices("</").map(|(at, _)| at);
    tags.find(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Html, Piece, Pieces};

    #[track_caller]
    fn check(html: &str, pieces: &[&str]) {
        let found: Vec<&str> = Pieces::new(html, &Html::all_of(html))
            .map(|(_, at)| &html[at])
            .collect();
        assert_eq!(found, pieces, "{html}");
    }

    #[test]
    fn tags_and_texts_are_all_that_counts() {
        check("a<b>c</b >d", &["a", "<b>", "c", "</b >", "d"]);
        check("1 < 2 <3", &["1 ", "< 2 ", "<3"]);
        check(
            "a<!-- <b> --> c<!--> d<!x>e<?y?>f</ g>",
            &["a", " c", " d", "e", "f"],
        );
        check("a<!---!>b-->c", &["a", "c"]);
        check("<!--->a<!--!>b--!>c<!-- -- > --!>d", &["a", "c", "d"]);
        check("<title>a<b></title>c", &["<title>", "</title>", "c"]);
        check(
            "<SCRIPT>\"</scripts>\"</Script >a",
            &["<SCRIPT>", "</Script >", "a"],
        );
        check("<script/>a<style", &["<script/>"]);
        check("a<b title='", &["a"]);
        check("a<!-- b", &["a"]);
    }

    #[test]
    fn what_is_no_html_is_text() {
        let pieces: Vec<_> = Pieces::new("<a><b><!--c--><d>", &Html(vec![0..3, 14..17]))
            .map(|(piece, at)| (matches!(piece, Piece::Tag(_)), at))
            .collect();
        assert_eq!(
            pieces,
            [(true, 0..3), (false, 3..6), (false, 6..14), (true, 14..17)]
        );
    }

    #[test]
    fn an_end_tag_is_told_from_a_start_tag() {
        let closes: Vec<bool> = Pieces::new("<p>a</P>", &Html::all_of("<p>a</P>"))
            .filter_map(|(piece, _)| match piece {
                Piece::Tag(tag) => Some(tag.closes),
                Piece::Text => None,
            })
            .collect();
        assert_eq!(closes, [false, true]);
    }
}
