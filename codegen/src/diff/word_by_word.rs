//! Compares two texts word by word, if most words are the same. Unchanged text is shown only around changes.

use similar::{ChangeTag, TextDiff};

/// Words around a change that are shown with it.
const CONTEXT: usize = 6;

/// Shows a piece of text: deleted, inserted or unchanged.
pub(super) type ShowPiece = fn(ChangeTag, &str) -> String;

/// Shows the changes from `before` to `after`, each piece by `show`.
pub(super) fn mark_changes(before: &str, after: &str, show: ShowPiece) -> String {
    let [old, new] = [before, after].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&old, &new);
    if old == new {
        return "the same words, set in other paragraphs or lists".to_owned();
    }
    let is_new = diff.ratio() < 0.5 && !old.is_empty() && !new.is_empty();
    if is_new {
        let texts = [(ChangeTag::Delete, before), (ChangeTag::Insert, after)];
        return texts.map(|(tag, text)| show(tag, text.trim())).join(" ");
    }
    let mut pieces = Vec::new();
    let mut shown = 0;
    for group in diff.grouped_ops(CONTEXT) {
        for op in group {
            if op.old_range().start > shown {
                pieces.push("…".to_owned());
            }
            shown = op.old_range().end;
            let runs = op.iter_slices(&old, &new);
            pieces.extend(runs.map(|(tag, words)| show(tag, &words.join(" "))));
        }
    }
    if shown < old.len() {
        pieces.push("…".to_owned());
    }
    pieces.join(" ")
}
