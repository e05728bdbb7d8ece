//! The same table in other clothes: as a pipe table, as HTML, and as a web page that was saved.

use std::fs;

use codegen::Catalog;
use proptest::prelude::*;

use crate::cli::Workspace;
use crate::fixture::{
    LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, findings, must_read, read, render, replaced, thorough,
};

/// A page in pieces: what stands above the table, its rows with the header, and what stands below.
fn pieces(page: &str) -> (&str, Vec<Vec<&str>>, &str) {
    let start = page.find("errorCode\t").unwrap();
    let last = page.rfind('\t').unwrap();
    let end = last + page[last..].find('\n').unwrap();
    let rows = page[start..end].lines().filter(|line| !line.is_empty());
    let rows = rows.map(|row| row.split('\t').collect()).collect();
    (&page[..start], rows, &page[end..])
}

/// The page with a pipe table.
pub(crate) fn with_pipes(page: &str) -> String {
    let (head, rows, tail) = pieces(page);
    let mut rows = rows.iter().map(|row| {
        let cells: Vec<String> = row.iter().map(|cell| markdown(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    });
    let header = rows.next().unwrap();
    let rows: String = rows.collect();
    format!("{head}{header}|:--|---|:-:|\n{rows}\n{tail}")
}

/// A cell as Markdown, its tags as they are.
fn markdown(cell: &str) -> String {
    let mut in_tag = false;
    let mut text = String::new();
    for c in cell.chars() {
        in_tag = c == '<' || (in_tag && c != '>');
        if c == '|' || (!in_tag && r"\`*_[]".contains(c)) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// The table alone, in HTML.
fn html_table(page: &str) -> String {
    let (_, rows, _) = pieces(page);
    let row = |row: &[&str], cell: &str| {
        let cells = row
            .iter()
            .map(|text| format!("\t\t<{cell}>\n{text}</{cell}>\n"));
        format!("\t<tr>\n{}\t</tr>\n", cells.collect::<String>())
    };
    let (header, rows) = rows.split_first().unwrap();
    let rows: String = rows.iter().map(|cells| row(cells, "td")).collect();
    format!(
        "<table class=\"codes\">\n<thead>\n{}</thead>\n<tbody>\n{rows}</tbody>\n</table>",
        row(header, "th")
    )
}

/// The page with an HTML table.
pub(crate) fn with_html(page: &str) -> String {
    let (head, _, tail) = pieces(page);
    format!("{head}{}\n{tail}", html_table(page))
}

/// The page as a browser saves it, in a frame of navigation.
pub(crate) fn saved(page: &str) -> String {
    let (head, _, tail) = pieces(page);
    let lines = |text: &str| -> String {
        text.lines()
            .map(|line| match line.split_once(' ') {
                _ if line.is_empty() => "\n".to_owned(),
                Some(("##", title)) => {
                    format!("<h2 id=\"x\">{title} <a href=\"#x\">¶</a></h2>\n")
                }
                Some(("#", title)) => format!("<h1>{title}</h1>\n"),
                _ => format!("<p>\n    {line}\n</p>\n"),
            })
            .collect()
    };
    format!(
        "<!DOCTYPE html>\n<html lang=en><head><title>Codes</title>\n\
         <script>if (1 < 2) document.write(\"<table><tr><td>Code\")</script>\n\
         <!-- <table><tr><th>Code<th>Message<th>Description --></head>\n\
         <body><nav><table><tr><td colspan=2>Menu<tr><td><ul><li>Codes<li>Methods</ul>\n\
         <td><img src=x></table></nav>\n<main><table role=presentation><tr><td>\n{}{}\n{}\n\
         </td></tr></table></main><footer>&copy;</footer></body></html>\n",
        lines(head),
        html_table(page),
        lines(tail)
    )
}

pub(crate) fn without_hash(catalog: &Catalog) -> String {
    let rust = codegen::emit::rust(catalog);
    rust.replace(&catalog.page_sha256, "")
}

#[test]
fn the_real_page_says_the_same_in_every_syntax() {
    let expected = must_read(REAL_PAGE, REAL_LEDGER);
    for page in [
        with_pipes(REAL_PAGE),
        with_html(REAL_PAGE),
        saved(REAL_PAGE),
    ] {
        let reading = must_read(&page, REAL_LEDGER);
        assert_eq!(render(&findings(&reading), &page, REAL_LEDGER), "");
        assert_eq!(reading.catalog.codes, expected.catalog.codes);
        assert_eq!(reading.catalog.page_order, expected.catalog.page_order);
        assert!(reading.ledger == expected.ledger);
        assert!(without_hash(&reading.catalog) == without_hash(&expected.catalog));
    }
}

#[test]
fn regen_takes_a_page_over_from_elsewhere_and_diff_compares_with_it() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    let newer = replaced(
        PAGE,
        "## Additional",
        "403043\tOne more\tIt is.\n\n## Additional",
    );
    let expected = Workspace::generated(PAGE, LEDGER);
    expected.write(codegen::PAGE, &newer);
    assert_eq!(expected.run(&["regen"]).code, 0);
    let rust = |workspace: &Workspace| {
        let lines = workspace.text(codegen::GENERATED);
        let lines = lines.lines().filter(|line| !line.contains("SHA-256"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    for (name, bytes, stored) in [
        (
            "page.md",
            with_pipes(&newer).into_bytes(),
            with_pipes(&newer),
        ),
        ("page.html", saved(&newer).into_bytes(), saved(&newer)),
        ("page.txt", utf16(&newer), newer.clone()),
        (
            "bom.txt",
            format!("\u{feff}{newer}").into_bytes(),
            format!("\u{feff}{newer}"),
        ),
    ] {
        let workspace = Workspace::generated(PAGE, LEDGER);
        let page = workspace.path(name);
        fs::write(&page, bytes).unwrap();
        let page = page.to_str().unwrap();
        let check = workspace.run(&["regen", "--check", "--page", page]);
        assert_eq!((check.code, check.err.as_str()), (1, ""), "{name}");
        assert_eq!(workspace.text(codegen::PAGE), PAGE, "{name}");
        let regen = workspace.run(&["regen", "--page", page]);
        assert_eq!((regen.code, regen.err.as_str()), (0, ""), "{name}");
        assert!(regen.out.starts_with("4 codes; +1 new\n"), "{}", regen.out);
        assert_eq!(workspace.text(codegen::PAGE), stored, "{name}");
        assert_eq!(
            workspace.text(codegen::LEDGER),
            expected.text(codegen::LEDGER)
        );
        assert_eq!(rust(&workspace), rust(&expected), "{name}");
        assert_eq!(workspace.run(&["regen", "--check"]).code, 0, "{name}");
    }
}

/// The catalog of [`PAGE`] with `table` in the place of its table.
#[track_caller]
fn check(table: &str, messages: &[(u32, &str, &str)]) {
    let (head, _, tail) = pieces(PAGE);
    let page = format!("{head}{table}\n{tail}");
    let reading = must_read(&page, "");
    let found: Vec<_> = reading
        .catalog
        .codes
        .iter()
        .map(|code| {
            let message = code.message.clone().unwrap_or_default();
            (code.number, message, code.description.to_plain_text())
        })
        .collect();
    let expected: Vec<_> = messages
        .iter()
        .map(|&(code, message, text)| (code, message.to_owned(), text.to_owned()))
        .collect();
    assert_eq!(found, expected, "{table}");
}

#[test]
fn pipe_tables() {
    let one = &[(0, "", "No *a* | b")][..];
    check("Code|Message|Details\n-|-|-\n0||No \\*a* \\| b\n", one);
    check(
        "| Description | Error code | errorMessage\n|---|--:|---\n|No &#42;a\\* &#124; b|`0`||",
        one,
    );
    check(
        "|Code|Message|Description|\n|-|-|-|\n|7|A<br>b|c<br>*d* <ul><li>**e**</li></ul>|",
        &[(7, "A b", "c\n\nd\n- e")],
    );
}

#[test]
fn html_tables() {
    let one = &[(7, "A < b", "c & d")][..];
    check(
        "<TABLE><tr><th>Code<th>Message<th>Details<tr><td>7<td>A &lt; b<td>c &amp; d</TABLE>",
        one,
    );
    check(
        "<table><caption>All <b>codes</caption><colgroup><col><col></colgroup>\n\
         <tr><td><b>Error<br>Code</b></td><td>Error&nbsp;Message</td><td>Description</td></tr>\n\n\
         <tr></tr><tbody><tr class=\"<td>\"><td><p>7</p></td><!-- <td>8</td> --><td>A &lt; b</td>\
         <td>c &amp; d</td></tr></tbody></table>",
        one,
    );
    check(
        "<table><tr><td>Code</td><td>Message</td><td>Details</td></tr><tr><td>7</td><td>A</td><td>\
         Either: <table><tbody><tr><th>x</th><td>y</td></tr><tr><td>z</td></tr></tbody></table>\
         </td></tr></table>",
        &[(7, "A", "Either:\n- x\n\n  y\n- z")],
    );
    check(
        "<table>\n<tr><th>\n\tCode</th><th>Message</th><th>Details</th></tr>\n\n<tr>\n<td>\n\t7\n\
         </td><td>\tA\n\t< b</td><td>\n\tc\n\t&\td\n</td></tr></table>",
        one,
    );
}

#[test]
fn a_table_in_a_cell_of_tab_separated_text_is_part_of_the_cell() {
    check(
        "Code\tMessage\tDetails\n7\tA\t<table><tr><td>Code</td><td>Message</td></tr></table>",
        &[(7, "A", "- Code\n\n  Message")],
    );
}

#[test]
fn other_tables_on_the_page_do_not_count() {
    let other =
        "| Status | Message |\n|---|---|\n| 200 | Fine |\n\n<table><tr><td>1<td>2</table>\n\n";
    let page = replaced(PAGE, "## Error Code", &format!("{other}## Error Code"));
    assert_eq!(
        must_read(&page, LEDGER).catalog.codes,
        must_read(PAGE, LEDGER).catalog.codes
    );
    let page = with_pipes(&page);
    assert_eq!(
        must_read(&page, LEDGER).catalog.codes,
        must_read(PAGE, LEDGER).catalog.codes
    );
    let page = with_html(PAGE).replace("## Additional", &format!("{other}## Additional"));
    assert_eq!(
        must_read(&page, LEDGER).catalog.codes,
        must_read(PAGE, LEDGER).catalog.codes
    );
}

#[test]
fn a_line_with_a_tab_or_a_pipe_is_not_yet_a_row() {
    for line in ["a | b", "a\tb", "HTTP 404\tNot found"] {
        let page = replaced(PAGE, "More.", line);
        let codes = must_read(&page, LEDGER).catalog.codes;
        assert_eq!(codes, must_read(PAGE, LEDGER).catalog.codes, "{line}");
    }
}

#[test]
fn what_a_script_or_a_comment_holds_is_no_table() {
    let table = html_table(PAGE);
    for (open, close) in [
        ("<script>", "</script>"),
        ("<style>", "</style >"),
        ("<!--", "-->"),
    ] {
        let page = saved(PAGE).replace("<main>", &format!("<main>{open}{table}{close}"));
        let codes = must_read(&page, LEDGER).catalog.codes;
        assert_eq!(codes, must_read(PAGE, LEDGER).catalog.codes, "{open}");
    }
}

/// What is wrong with [`PAGE`] with `table` in the place of its table.
fn wrong(table: &str) -> Vec<&'static str> {
    let (head, _, tail) = pieces(PAGE);
    let Err(errors) = read(&format!("{head}{table}\n{tail}"), "") else {
        return Vec::new();
    };
    errors.iter().map(|error| error.id).collect()
}

#[test]
fn no_row_stands_beside_the_table() {
    let row = "<tr><td>403001</td><td>Lost</td><td>No.</td></tr>";
    for beside in [
        row.to_owned(),
        format!("\n\n<table>{row}</table>"),
        format!("\n\n> <table>{row}</table>"),
        format!("\n\n## More\n\n<table>{row}</table>"),
        format!("\n\n{}", row.replace("403001", "<b>403001</b>:")),
        format!("\n\n{}", row.replace("403001", "403<wbr>001&#8203;")),
        "\n\n| [403001](#x) | Lost | No. |".to_owned(),
    ] {
        assert_eq!(
            wrong(&format!("{}{beside}", pipes(""))),
            ["row-outside"],
            "{beside}"
        );
    }
    let other = "| Status | Message |\n|---|---|\n| 200 | Fine |";
    let short = format!("{}\n\n| 7 | Lost | No. |\n\n## More\n\n{other}", pipes(""));
    assert_eq!(wrong(&short), ["row-outside"]);
    let comments = format!("</table><!-- a --!><table>{row}</table><!-- b -->");
    assert_eq!(wrong(&html(&comments)), ["row-outside"]);
    let tabs = format!("Code\tMessage\tDetails\n0\t\tSuccess.\n\n## More\n\n{row}");
    assert_eq!(wrong(&tabs), ["row-outside"]);
}

#[test]
fn columns_that_are_left_out_are_not_deep_either() {
    let table = |depth: usize| {
        let (open, close) = ("<table><tr><td>", "</td></tr></table>");
        let more = format!("{}x{}", open.repeat(depth), close.repeat(depth));
        format!(
            "<table><tr><th>Code</th><th>Message</th><th>Details</th><th>More</th></tr>\n\
             <tr><td>0</td><td></td><td>Success.</td><td>{more}</td></tr></table>"
        )
    };
    assert!(wrong(&table(30)).is_empty());
    assert_eq!(wrong(&table(34)), ["extra-column", "depth"]);
}

#[test]
fn html_in_markdown_is_html_throughout() {
    for cell in [
        "\n\nNot *this*.\n\n",
        "\n\n- a\n\n",
        "a\n\n    b",
        "`<b>`\n\n<https://a.b>",
    ] {
        let row = format!("<tr><td>403001</td><td>A</td><td>{cell}</td></tr>\n</table>");
        assert!(wrong(&html(&row)).contains(&"markup"), "{cell}");
    }
    let inline = html("</table>").replace('\n', "");
    assert_eq!(wrong(&format!("Here: {inline}")), ["markup"]);
}

#[test]
fn a_rule_that_was_taken_back_is_none() {
    const RULE: &str = "0 indicates success while 20000x codes indicate a response; all other codes \
                        indicate an error.";
    for (open, close) in [
        ("<del>", "</del>"),
        ("<s>", "</s>"),
        ("<span hidden>", "</span>"),
        ("<b style='display: none'>", "</b>"),
        ("<p><strike>", "</strike></p>"),
    ] {
        let page = replaced(PAGE, RULE, &format!("{open}{RULE}{close}"));
        for page in [&page, &with_html(&page), &saved(&page)] {
            let errors = read(page, LEDGER).unwrap_err();
            assert_eq!(errors[0].id, "class-rule", "{page}");
        }
    }
    let page = replaced(PAGE, RULE, &format!("~~{RULE}~~"));
    assert_eq!(read(&page, LEDGER).unwrap_err()[0].id, "class-rule");
}

#[test]
fn what_markdown_takes_for_text_is_no_table() {
    let row = "<table><tr><th>Code</th><th>Message</th><th>Details</th></tr></table>";
    for text in [
        format!("```html\n{row}\n```"),
        format!("~~~\n\n{row}\n~~~"),
        format!("    {row}"),
        format!("So: `{row}`"),
        row.replace('<', "\\<"),
        "Mind a<b and `<table>`, `<!--`, `<script>`.".to_owned(),
    ] {
        for page in [PAGE.to_owned(), with_pipes(PAGE), with_html(PAGE)] {
            let page = replaced(&page, "\n## Error", &format!("\n{text}\n\n## Error"));
            let codes = must_read(&page, LEDGER).catalog.codes;
            assert_eq!(codes, must_read(PAGE, LEDGER).catalog.codes, "{page}");
        }
    }
}

#[test]
fn an_include_that_failed_counts_next_to_the_table() {
    const FAILED: &str = "Unable to render {include}";
    for (from, to, expected) in [
        ("\n## Additional", format!("\n{FAILED}\n\n## Additional"), 1),
        ("More.", FAILED.to_owned(), 0),
        ("Success.", FAILED.to_owned(), 0),
    ] {
        let page = replaced(PAGE, from, &to);
        for page in [with_pipes(&page), with_html(&page), saved(&page)] {
            let found = must_read(&page, LEDGER).findings;
            let found = found.iter().filter(|it| it.id == "beside-the-table");
            assert_eq!(found.count(), expected, "{page}");
        }
    }
}

/// What is said about [`PAGE`] with `table` in the place of its table.
#[track_caller]
fn said(table: &str) -> String {
    let (head, _, tail) = pieces(PAGE);
    let page = format!("{head}{table}\n{tail}");
    match read(&page, LEDGER) {
        Ok(reading) => render(&findings(&reading), &page, LEDGER),
        Err(errors) => render(&errors, &page, LEDGER),
    }
}

const SUCCESS: &str = "|0||Success.|\n|200001|Operation canceled|User <b>canceled</b>.|\n";

fn pipes(rows: &str) -> String {
    format!("|Code|Message|Details|\n|-|-|-|\n{SUCCESS}{rows}")
}

fn html(rows: &str) -> String {
    format!(
        "<table>\n<tr><th>Code</th><th>Message</th><th>Details</th></tr>\n\
         <tr><td>0</td><td></td><td>Success.</td></tr>\n\
         <tr><td>200001</td><td>Operation canceled</td><td>User.</td></tr>\n{rows}"
    )
}

macro_rules! snapshots {
    ($($name:ident: $text:expr,)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!($text);
            }
        )*
    };
}

snapshots! {
    extra_columns: said(
        "Since|Code|Message||Details\n-|-|-|-|-\n1|0|||Success.\n2|200001|Operation canceled||User.\n\
         3|403042|Invalid loginID|x|No.\n"
    ),
    section_rows: said(&html(
        "<tr><td colspan=\"3\"><h3>Bad requests</h3></td></tr>\n\
         <tr><td>403042</td><td>Invalid loginID</td><td>No.</td></tr>\n</table>\n"
    )),
    pipes_too_few_and_too_many: said(&pipes("|403042|Invalid loginID|\n|403043|a|b|c|d|\n")),
    pipes_wrapped: said(&pipes("|403042|Invalid loginID|It\nis long.|\n")),
    pipes_after_a_blank_line: said(&pipes("\n|403042|Invalid loginID|No.|\n")),
    pipes_bad_markup: said(&pipes("|403042|Invalid **loginID**|![x](y) <i>a \\| &zwj;|\n")),
    html_not_closed: said(&html("<tr><td>403042</td><td>Invalid loginID</td><td>No")),
    html_cells_missing: said(&html("<tr><td>403042</td><td>Invalid loginID</td></tr></table>")),
    html_text_outside_of_cells: said(&html("<tr>403042<td>Invalid loginID</td></tr></table>")),
    html_indented_after_a_blank_line: said(&html(
        "\n    <tr><td>403042</td><td>Invalid loginID</td><td>No.</td></tr>\n</table>\n"
    )),
    html_spans: said(&html(
        "<tr><td>403042</td><td rowspan=2>Invalid loginID</td><td>No.</td></tr>\n\
         <tr><td>403043</td><td>No.</td></tr>\n<tr><td colspan=3>403044 Gone</td></tr></table>"
    )),
    html_read_otherwise: said(&html(
        "<tr><td>403042</td><td><svg><td>Invalid loginID</td></svg></td><td>No.</td></tr></table>"
    )),
    html_ended_in_its_midst: said(&html(
        "</table>\n<tr><td>403001</td><td>Lost</td><td>No.</td></tr></table>"
    )),
    html_split_in_two: said(&html(
        "</table>\n<table><tr><td>403001</td><td>Lost</td><td>No.</td></tr></table>"
    )),
    html_end_tag_lost: said(&html(
        "<table><tr><th>Code<th>Message<th>Details<tr><td>403001<td>Lost<td>No.</table></table>"
    )),
    html_caption_not_ended: said(&html("</table>").replace("<table>", "<table><caption>A").replace(
        "<tr><td>200001", "403001 lost<tr><td>200001"
    )),
    html_hidden: said(&html(
        "<tr style='Display : none'><td>403001</td><td>Ghost</td><td>No.</td></tr>\n\
         <tr><td>403002</td><td>Seen</td><td>But <b hidden>not</b> this.</td></tr></table>"
    )),
    html_header_spans: said(
        "<table><tr><th>Code<th colspan=2>Message<th>Details<tr><td>1<td>A<td>B<td>C</table>"
    ),
    pipes_code_in_another_column: said(
        "|Details|Code|Message|\n|-|-|-|\n|Success.|0||\n\n|<p>No.|**403001**|Lost|\n"
    ),
    pipes_second_table: said(&pipes("\n|403001|Lost|No.|\n|-|-|-|\n|403002|Lost|No.|\n")),
    pipes_spans_between_characters: said(&pipes("|403001|``````é\u{200b}<``````|No.|\n")),
    html_table_hidden: said(&html("</table>").replace("<table>", "<table hidden>").replace(
        "<tr><td>200001", "<tr style='visibility: collapse'><td>200001"
    )),
    html_elements_crossed: said(&html(
        "<tr><td>403042</td><td>A</td><td><b>No <i>way</b></i>.</td></tr></table>"
    )),
    html_nested_too_deep: said(&html(&format!(
        "<tr><td>403042</td><td>A</td><td>{}</td></tr></table>",
        "<table><tr><td>".repeat(100_000)
    ))),
    no_column_for_messages: said("|Code|Details|\n|-|-|\n|0|Success.|\n"),
    several_tables: said(&format!("{}\n{}", pipes(""), html("</table>"))),
    the_page_was_pasted_twice: said(&format!("{}\n\n{PAGE}", &PAGE[PAGE.find("errorCode").unwrap()..])),
    the_table_stands_elsewhere: said(&format!("None.\n\n## See also\n\n{}", pipes(""))),
}

#[test]
fn a_saved_page_is_refused_with_its_own_lines() {
    let page = replaced(&saved(PAGE), "403042", "4O3042");
    let page = replaced(&page, "20000x codes", "200xxx codes");
    insta::assert_snapshot!(render(&read(&page, LEDGER).unwrap_err(), &page, LEDGER));
}

/// A page in which each code stands once, and in one place.
fn small() -> String {
    let row = |number: u32| format!("{number}\tNumber {number}x\tIt is {number}x.\n");
    let rows: String = (403001..403009).map(row).collect();
    replaced(
        PAGE,
        "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n",
        &rows,
    )
}

/// The page with the columns of its table in another order.
fn turned(page: &str) -> String {
    let (head, rows, tail) = pieces(page);
    let rows = rows
        .iter()
        .map(|row| format!("{}\t{}\t{}\n", row[2], row[0], row[1]));
    format!("{head}{}{tail}", rows.collect::<String>())
}

/// What may be lost, added or doubled when a page is copied.
fn damage() -> impl Strategy<Value = (usize, usize, &'static str)> {
    let pieces = prop::sample::select(vec![
        "",
        "\n",
        "\n\n",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<caption>",
        "|",
        "\t",
        "\n# A\n",
        "\n---\n",
        "\n|-|-|-|\n",
        "<!--",
        "-->",
        "<p>",
        "<b>",
        "</b>",
        "`",
        "- ",
        "> ",
        "\n    ",
        "<script>",
        "<select>",
        "\"",
        "<thead>",
        "<div hidden>",
        "\n```\n",
    ]);
    (any::<prop::sample::Index>(), 0..3_usize, pieces)
        .prop_map(|(at, lost, piece)| (at.index(1 << 20), lost, piece))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if thorough() { 4_000 } else { 200 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Either something is said, or every code that can still be seen is a row.
    #[test]
    fn no_row_is_lost_in_silence(
        damages in prop::collection::vec(damage(), 1..3),
        syntax in 0..4_usize,
        turn in any::<bool>(),
    ) {
        let page = if turn { turned(&small()) } else { small() };
        let mut page = match syntax {
            0 => page,
            1 => with_pipes(&page),
            2 => with_html(&page),
            _ => saved(&page),
        };
        for (at, lost, piece) in damages {
            // Between two pieces of text: at a tag, a cell's end, or a line's.
            let places: Vec<usize> = page
                .match_indices(['<', '>', '|', '\t', '\n'])
                .map(|(at, _)| at)
                .collect();
            let place = at % places.len();
            let start = places[place];
            let end = places.get(place + lost).copied().unwrap_or(page.len());
            page.replace_range(start..end, piece);
        }
        let Ok(reading) = read(&page, "") else { return Ok(()) };
        if !findings(&reading).is_empty() {
            return Ok(());
        }
        for code in 403001..403009 {
            let is_read = reading.catalog.codes.iter().any(|found| found.number == code);
            // A number with a letter behind it is no code, but part of a text.
            let is_seen = page.split(|c: char| !c.is_alphanumeric()).any(|word| word == code.to_string());
            prop_assert!(is_read || !is_seen, "{} is lost on\n{}", code, page);
        }
    }
}
