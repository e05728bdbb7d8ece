//! The page in the dialects that maintainers meet.

use super::gallery::cases;

/// A code, its message and its description as HTML.
pub(crate) type Row<'a> = (&'a str, &'a str, &'a str);

/// What writes a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Dialect {
    /// Markdown with tab-separated rows, as the page is stored.
    Tabs,
    /// Markdown with a pipe table, as converters write it.
    Pipes,
    /// SAP's help on GitHub: Markdown with an HTML table, and empty lines in its cells.
    SapGithub,
    /// SAP's help portal: HTML made from DITA.
    HelpPortal,
    /// Confluence as a browser saves it: scripts, navigation, a hidden copy of the header.
    Confluence,
    /// HTML without optional end tags.
    Minified,
}

pub(crate) const DIALECTS: [Dialect; 6] = [
    Dialect::Tabs,
    Dialect::Pipes,
    Dialect::SapGithub,
    Dialect::HelpPortal,
    Dialect::Confluence,
    Dialect::Minified,
];

/// The rule for classes, in the page's words.
pub(crate) const RULE: &str = "0 indicates success while 20000x codes indicate a response; all \
                               other codes indicate an error.";

/// A page with tab-separated rows, written in another dialect.
pub(crate) fn translated(page: &str, dialect: Dialect) -> String {
    self::page(dialect, &rows(page))
}

/// The rows of a page that separates its cells with tabs.
pub(crate) fn rows(page: &str) -> Vec<Row<'_>> {
    let lines = page.lines().map(|line| line.split('\t'));
    let rows = lines.filter_map(|mut cells| Some((cells.next()?, cells.next()?, cells.next()?)));
    rows.skip(1).collect()
}

/// A page with these rows.
pub(crate) fn page(dialect: Dialect, rows: &[Row<'_>]) -> String {
    let name = format!("{dialect:?}");
    let templates = cases(include_str!("../cases/templates.txt"));
    let template = templates.into_iter().find(|case| case.title == name);
    let template = template.unwrap().input + "\n";
    let (page, row) = template.split_once("--- row\n").unwrap();
    let rows = rows.iter().map(|&(code, message, text)| {
        let [message, text] = [message, text].map(|cell| cell_text(dialect, cell));
        let row = row.replace("{code}", code).replace("{message}", &message);
        row.replace("{text}", &text)
    });
    with_text_around(page).replace("{rows}", &rows.collect::<String>())
}

/// A Markdown page around `table`.
pub(crate) fn markdown(table: &str) -> String {
    with_text_around(&format!("{{head}}{table}\n{{tail}}\n"))
}

fn with_text_around(page: &str) -> String {
    let head = "# Response Codes and Errors\n\n{rule}\n\n## Error Code Definitions Table\n\n";
    let tail = "\n## Additional Information\n\nMore.";
    let page = page.replace("{head}", head).replace("{tail}", tail);
    page.replace("{rule}", RULE)
}

/// A cell of HTML in this dialect. In Markdown its tags stay, and the marks in its text are escaped.
fn cell_text(dialect: Dialect, cell: &str) -> String {
    let is_markdown = match dialect {
        Dialect::Pipes => true,
        // Markdown takes what begins with a block of HTML for HTML to its end.
        Dialect::SapGithub => !["<p", "<div", "<ul"]
            .iter()
            .any(|tag| cell.starts_with(tag)),
        _ => false,
    };
    if !is_markdown {
        return cell.to_owned();
    }
    let mut is_in_tag = false;
    let mut text = String::new();
    for c in cell.chars() {
        is_in_tag = c == '<' || (is_in_tag && c != '>');
        if c == '|' || (!is_in_tag && r"\`*_[]".contains(c)) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}
