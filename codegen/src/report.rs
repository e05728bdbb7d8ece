//! Lays problems out for people: source lines with labels, and how to fix them.
//!
//! No control character of an input reaches a report.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::problem::{Problem, Rule, Severity};
use crate::source::{File, is_invisible, visible};
use crate::{Copied, Inputs};

/// How many problems that break the same rule are worth reading at once.
pub const SHOWN: usize = 10;

/// The first `at_most` problems of each rule; the others are counted. The text has colours; a caller that does not
/// want them strips them.
#[must_use]
pub fn render(problems: &[Problem], inputs: &Inputs, width: usize, at_most: usize) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let renderer = renderer.term_width(width);
    let mut text = String::new();
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    for problem in problems {
        let count = counts.entry(problem.rule).or_default();
        *count += 1;
        if *count <= at_most {
            text.push_str(&renderer.render(&[lay_out_problem(problem, inputs)]));
            text.push_str("\n\n");
        }
    }
    for (rule, count) in counts.iter().filter(|(_, count)| **count > at_most) {
        let (id, rest) = (rule.id(), count - at_most);
        text.push_str(&format!("... and {rest} more [{id}]\n\n"));
    }
    // Of a copy from standard input, there is no file to edit.
    if let Some(Copied { source, .. }) = &inputs.copy
        && problems.iter().any(is_about_page)
        && !source.name.starts_with('<')
    {
        let name = &source.name;
        text.push_str(&format!(
            "To import an edited copy of the page: `cargo xtask regen --page {name}`\n\n"
        ));
    }
    // The renderer has replaced what it knows of in the source lines; its own escapes stay.
    text.replace(
        |c| is_invisible(c) && !matches!(c, '\n' | '\u{1b}'),
        "\u{fffd}",
    )
}

fn lay_out_problem<'a>(problem: &'a Problem, inputs: &'a Inputs) -> Group<'a> {
    let level = match problem.rule.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&problem.message));
    let mut group = Group::with_title(title.id(problem.rule.id()));
    let mut kind = AnnotationKind::Primary;
    for labels in problem.labels.chunk_by(|(a, _), (b, _)| a.file == b.file) {
        let source = match (labels.first().map(|(span, _)| span.file), &inputs.copy) {
            (Some(File::Page), _) => &inputs.page,
            (Some(File::Copy), Some(copied)) => &copied.source,
            _ => &inputs.ledger,
        };
        let mut snippet = Snippet::source(source.text()).path(visible(&source.name));
        for (span, label) in labels {
            snippet = snippet.annotation(kind.span(span.range()).label(visible(label)));
            kind = AnnotationKind::Context;
        }
        group = group.element(snippet);
    }
    group.element(Level::HELP.message(visible(&help_text(problem))))
}

/// Whether the problem prevents the use of a page.
fn is_about_page(problem: &Problem) -> bool {
    problem.is_error() && problem.span().is_none_or(|span| span.file != File::Ledger)
}

/// How to fix a problem, and how to accept a warning.
fn help_text(problem: &Problem) -> String {
    let (id, fix) = (problem.rule.id(), &problem.fix);
    let which = match (problem.code, &problem.quoted) {
        _ if problem.is_error() || problem.rule == Rule::UnusedAcceptance => return fix.clone(),
        (Some(code), _) => format!("codes = [{code}]"),
        (None, Some(words)) => format!("text = {words:?}"),
        (None, None) => return fix.clone(),
    };
    format!("{fix}; or accept it in the ledger: [[accepted]] with rule = {id:?}, {which} and why")
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::problem::{Problem, Rule};
    use crate::source::{File, Source, Span};
    use crate::{Inputs, OnLoss};

    #[test]
    fn labels_may_be_far_apart_and_at_the_end() {
        let page = Source::new("page", &format!("one\n{}two", "more\n".repeat(1_000)));
        let end = page.text().len();
        let found = Problem::new(Rule::Code, "m")
            .label(Span::new(File::Page, end - 3..end), "again")
            .label(Span::new(File::Page, 0..3), "first")
            .label(Span::new(File::Ledger, 7..7), "nothing follows")
            .fix("help");
        let ledger = Source::new("ledger", "[codes\n");
        let inputs = Inputs {
            page,
            ledger,
            copy: None,
            loss: OnLoss::Refuse,
        };
        let text = render(&[found], &inputs, 100, 1);
        let text = anstream::adapter::strip_str(&text).to_string();
        let expected = "\
error[code]: m
    --> page:1002:1
     |
   1 | one
     | --- first
...
1002 | two
     | ^^^ again
     |
    ::: ledger:1:8
     |
   1 | [codes
     |       - nothing follows
     |
     = help: help

";
        assert_eq!(text, expected);
    }
}
