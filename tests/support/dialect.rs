//! The page in the dialects that maintainers meet.

/// A code, its message and its description as HTML.
pub(crate) type Row<'a> = (&'a str, &'a str, &'a str);

/// What writes a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Dialect {
    /// Markdown with tab-separated rows, as the page has been kept so far.
    Tabs,
    /// Markdown with a pipe table, as converters write it.
    Pipes,
    /// SAP's help on GitHub: Markdown with an HTML table, and empty lines in its cells.
    SapGithub,
    /// SAP's help portal: HTML made from DITA.
    HelpPortal,
    /// Confluence as a browser saves it: scripts, navigation, a hidden copy of the header.
    Confluence,
    /// HTML without the end tags that may be left out.
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
const HEADER: Row<'static> = ("errorCode", "errorMessage", "Description");

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

/// A cell of HTML as Markdown: its tags stay, and the marks in its text are escaped.
fn escaped(cell: &str) -> String {
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

/// A page with these rows.
pub(crate) fn page(dialect: Dialect, rows: &[Row<'_>]) -> String {
    let table =
        |row: fn(Row<'_>) -> String| -> String { rows.iter().map(|&cells| row(cells)).collect() };
    match dialect {
        Dialect::Tabs => markdown(&format!(
            "errorCode\terrorMessage\tDescription\n{}",
            table(|(code, message, text)| format!("{code}\t{message}\t{text}\n"))
        )),
        Dialect::Pipes => markdown(&format!(
            "| errorCode | errorMessage | Description |\n| --- | --- | --- |\n{}",
            table(|(code, message, text)| format!(
                "| {code} | {} | {} |\n",
                escaped(message),
                escaped(text)
            ))
        )),
        Dialect::SapGithub => {
            let row = |tag: &str, (code, message, text): Row<'_>| {
                let cell = |text: &str| {
                    // Markdown takes what begins with a block of HTML for HTML to its end.
                    let is_html = ["<p", "<div", "<ul"]
                        .iter()
                        .any(|tag| text.starts_with(tag));
                    let text = if is_html {
                        text.to_owned()
                    } else {
                        escaped(text)
                    };
                    format!("<{tag} valign=\"top\">\n\n{text}\n\n</{tag}>\n")
                };
                format!("<tr>\n{}{}{}</tr>\n", cell(code), cell(message), cell(text))
            };
            let rows: String = rows.iter().map(|&cells| row("td", cells)).collect();
            markdown(&format!("<table>\n{}{rows}</table>\n", row("th", HEADER)))
        }
        Dialect::HelpPortal => format!(
            "<div class=\"page\"><h1 class=\"title\">Response Codes and Errors</h1>\n\
             <div class=\"section\"><p class=\"p\">{RULE}</p></div>\n\
             <div class=\"section\"><h2 class=\"title\">Error Code Definitions Table<button>Copy\
             </button></h2>\n<table class=\"table\"><caption><span>Error Code Definitions Table\
             </span></caption><colgroup><col><col><col></colgroup>\n<thead><tr class=\"row\">\
             <th><p class=\"p\">errorCode</p></th><th><p class=\"p\">errorMessage</p></th>\
             <th><p class=\"p\">Description</p></th></tr></thead>\n<tbody>\n{}</tbody></table></div>\
             \n<h2>Additional Information</h2><p>More.</p></div>\n",
            table(|(code, message, text)| format!(
                "<tr class=\"row\">\n<td class=\"entry\"><p class=\"p\">{code}</p>\n</td>\n\
                 <td class=\"entry\">{message}&nbsp;</td>\n<td class=\"entry\"><span>{text}</span>\
                 </td>\n</tr>\n"
            ))
        ),
        Dialect::Confluence => format!(
            "<!DOCTYPE html>\n<html><head><title>Errors</title><style>a > b {{}}</style><script>if \
             (1<2) write(\"<table><tr><td>403000</td></tr></table>\");</script></head>\n<body>\
             <nav><h1><a href=\"/\"><img src=\"x.png\" alt=\"Logo\"></a></h1><ul><li>403000 \
             something</li></ul></nav>\n<div id=\"main\"><p>{RULE}</p>\n\
             <h2 id=\"x\">Error Code Definitions Table</h2>\n<div class=\"table-wrap\"><table>\
             <thead><tr><th><div>errorCode</div></th><th><div>errorMessage</div></th>\
             <th><div>Description</div></th></tr></thead><thead style=\"display: none;\"><tr>\
             <th>errorCode</th><th>errorMessage</th><th>Description</th></tr></thead>\n<tbody>\n{}\
             </tbody></table></div>\n<h2>Additional Information</h2>\n<p>More.</p></div>\n\
             <footer>Powered by wikis</footer></body></html>\n",
            table(|(code, message, text)| format!(
                "<tr><td class=\"confluenceTd\"><span style=\"color: rgb(0,0,0);\">{code}</span>\
                 </td><td>{message}</td><td><div class=\"content-wrapper\">{text}</div></td></tr>\n"
            ))
        ),
        Dialect::Minified => format!(
            "<!DOCTYPE html><html><body><h1>Errors</h1><p>{RULE}<h2>Error Code Definitions Table\
             </h2><table><tr><th>errorCode<th>errorMessage<th>Description{}</table><h2>Additional \
             Information</h2><p>More.</body></html>",
            table(|(code, message, text)| format!("<tr><td>{code}<td>{message}<td>{text}"))
        ),
    }
}

/// A Markdown page around `table`.
fn markdown(table: &str) -> String {
    format!(
        "# Response Codes and Errors\n\n{RULE}\n\n## Error Code Definitions Table\n\n{table}\n\
         ## Additional Information\n\nMore.\n"
    )
}
