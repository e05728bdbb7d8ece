//! Two texts, word by word if most words stayed. Text that stayed is shown around changes only.

use similar::{Change, ChangeTag, TextDiff};

/// Words around a change that are shown with it.
const CONTEXT: usize = 6;

/// How a piece of text is shown: gone, new or as it was.
pub(super) type Mark = fn(ChangeTag, &str) -> String;

/// Shows what `before` became, its pieces marked by `mark`.
pub(super) fn compare(before: &str, after: &str, mark: Mark) -> String {
    let diff = TextDiff::from_words(before, after);
    let words: Vec<_> = diff.iter_all_changes().collect();
    let runs: Vec<(ChangeTag, String)> = words
        .chunk_by(|a, b| a.tag() == b.tag())
        .filter_map(|run| Some((run.first()?.tag(), run.iter().map(Change::value).collect())))
        .collect();
    let is_change = |(tag, run): &(_, String)| *tag != ChangeTag::Equal && !run.trim().is_empty();
    if !runs.iter().any(is_change) {
        return "the same words, set in other paragraphs or lists".to_owned();
    }
    let all = words.iter().filter(|word| !word.value().trim().is_empty());
    let kept = all.clone().filter(|word| word.tag() == ChangeTag::Equal);
    // A word that stayed is in both texts.
    if all.count() > 3 * kept.count() && ![before, after].contains(&"") {
        let texts = [(ChangeTag::Delete, before), (ChangeTag::Insert, after)];
        return texts.map(|(tag, text)| mark(tag, text.trim())).join(" ");
    }
    let last = runs.len() - 1;
    let mut text = String::new();
    for (position, (tag, run)) in runs.iter().enumerate() {
        if *tag == ChangeTag::Equal {
            let shown = shortened(run, position == 0, position == last);
            text.push_str(&mark(*tag, &shown));
            continue;
        }
        // White space around a changed word would keep Markdown from marking it.
        let changed = run.trim();
        let (lead, rest) = run.split_at(run.len() - run.trim_start().len());
        // What is new stands apart from what is gone.
        if position > 0 && lead.is_empty() && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
        text.push_str(lead);
        if !changed.is_empty() {
            text.push_str(&mark(*tag, changed));
        }
        text.push_str(rest.get(changed.len()..).unwrap_or_default());
    }
    text.truncate(text.trim_end().len());
    text
}

/// The words of a text that stayed which stand next to a change.
fn shortened(run: &str, is_first: bool, is_last: bool) -> String {
    let words: Vec<&str> = run.split_inclusive(char::is_whitespace).collect();
    let head = if is_first { 0 } else { CONTEXT };
    let tail = if is_last { 0 } else { CONTEXT };
    if words.len() <= head + tail + 1 {
        return run.to_owned();
    }
    let (head, rest) = words.split_at(head);
    let (_, tail) = rest.split_at(rest.len() - tail);
    format!("{}… {}", head.concat(), tail.concat())
}
