//! Where in a body `serde_json` stopped.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// How far `serde_json` read a body.
pub(super) struct Position {
    /// In bytes of the text that it was given: the body without what is wrapped around it.
    pub(super) end: usize,
    /// In the body, as people count: from 1.
    pub(super) line: usize,
    /// In bytes, from 1; 0 is the end of the line before.
    pub(super) column: usize,
}

impl Position {
    /// Of an error that came up as `text`, a part of `body`, was read.
    pub(super) fn of(error: &serde_json::Error, text: &str, body: &str) -> Self {
        let lines = text.split_inclusive('\n');
        let lines_before = lines.take(error.line().saturating_sub(1));
        let end = lines_before.map(str::len).sum::<usize>() + error.column();

        // There is no earlier match: a wrapper does not hold what the text begins with.
        let wrapper = body.find(text).unwrap_or(0);
        let read = body.as_bytes();
        let read = read.get(..wrapper + end).unwrap_or(read);
        let mut lines = read.split(|&byte| byte == b'\n');
        let column = lines.next_back().map_or(0, <[u8]>::len);
        let line = lines.count() + 1;
        Self { end, line, column }
    }
}

/// What `serde_json` says, without where.
pub(super) fn message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&place) {
        Some(message) => message.into(),
        None => message,
    }
}

/// The path of the value at the byte `end` of a JSON text, such as
/// `results[3].profile.age`; empty at the top level.
///
/// The text is well-formed up to there: a payload's type rejected the value, not the parser.
pub(super) fn path(json: &str, end: usize) -> String {
    let mut steps = Vec::new();
    let mut depth = 0_usize;
    let mut bytes = json.bytes().take(end);
    while let Some(byte) = bytes.next() {
        match (byte, steps.last_mut().filter(|_| depth <= DEEPEST)) {
            (b'{' | b'[', _) => {
                depth += 1;
                if depth <= DEEPEST {
                    steps.push(if byte == b'{' {
                        Step::Brace
                    } else {
                        Step::Index(0)
                    });
                }
            }
            (b'}' | b']', step) => {
                if step.is_some() {
                    steps.pop();
                }
                depth = depth.saturating_sub(1);
            }
            (b',', Some(Step::Index(index))) => *index += 1,
            (b',', Some(step)) => *step = Step::Brace,
            (b'"', step) => {
                let text = string(&mut bytes);
                if let Some(step @ Step::Brace) = step {
                    *step = Step::Key(text);
                }
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&String::from_utf8_lossy(&key));
            }
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Brace => {}
        }
    }
    path
}

/// Where `serde_json` stops a payload's type. What is deeper was skipped.
const DEEPEST: usize = 128;

enum Step {
    /// In an object, where a key comes next.
    Brace,
    /// As written, escapes and all.
    Key(Vec<u8>),
    Index(usize),
}

/// What is left of a string, up to its closing quotation mark.
fn string(bytes: &mut impl Iterator<Item = u8>) -> Vec<u8> {
    let mut text = Vec::new();
    while let Some(byte) = bytes.next().filter(|&byte| byte != b'"') {
        text.push(byte);
        if byte == b'\\' {
            text.extend(bytes.next());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_value_at_the_end() {
        for (json, expected) in [
            ("", ""),
            ("{", ""),
            (r#"{"a": 1"#, "a"),
            (r#"{"a": 1,"#, ""),
            (r#"{"a": 1}"#, ""),
            (
                r#"{"a": {"b": [0, {"c": "x"}, "]}", {"d\"e":"#,
                r#"a.b[3].d\"e"#,
            ),
            (r#"{"a": {"b": [0, {"c": "x"}"#, "a.b[1]"),
            (
                &format!(r#"{{"a": {}{}, "b": 1"#, "[{".repeat(99), "}]".repeat(99)),
                "b",
            ),
            (r#"{"a": {"b": [0, {"c": "x"}]"#, "a.b"),
        ] {
            assert_eq!(path(json, json.len()), expected, "{json}");
        }
    }
}
