//! Pages larger than the real one, made of its rows.

/// The line above the first row.
const HEADER: &str = "errorCode\terrorMessage\tDescription\n";

/// What stands before the rows, the rows, and what stands behind them.
fn parts(page: &str) -> Option<(&str, &str, &str)> {
    let start = page.find(HEADER)? + HEADER.len();
    let end = start + page[start..].find("\n## ")? + 1;
    Some((&page[..start], &page[start..end], &page[end..]))
}

/// The message and the description of each row.
pub fn rows(page: &str) -> Vec<(&str, &str)> {
    let (_, rows, _) = parts(page).unwrap_or_default();
    rows.lines()
        .filter_map(|line| line.split_once('\t')?.1.split_once('\t'))
        .collect()
}

/// A page of `codes` codes: the rows of `page` over and over, with numbers and messages of their
/// own.
pub fn page(page: &str, codes: usize) -> String {
    let (before, _, behind) = parts(page).unwrap_or_default();
    let rows = rows(page);
    let mut text = before.to_owned();
    for (position, (message, description)) in rows.iter().cycle().take(codes).enumerate() {
        // Six digits, of which the page uses all but the lowest.
        let number = 100_000 + position * (900_000 / codes);
        let start: String = message.chars().take(50).collect();
        let variant = letters(position / rows.len());
        text.push_str(&format!("{number}\tIn {variant} {start}\t{description}\n"));
    }
    text + behind
}

/// `a`, `b`, ..., `z`, `ba`, ...: a name is made of letters.
fn letters(number: usize) -> String {
    let digit = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    let before = if number < 26 {
        String::new()
    } else {
        letters(number / 26)
    };
    format!("{before}{digit}")
}
