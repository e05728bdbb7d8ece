use core::fmt::{self, Write};

use crate::ResponseCode;

/// One line for a log: the number, and the message or else the name. An unknown code is its number
/// alone. Width, fill, alignment and precision count as for a string.
///
/// ```
/// use gigya_codes::ResponseCode;
///
/// println!("{}", ResponseCode::INVALID_LOGIN_ID); // 403042 Invalid loginID
/// assert_eq!(ResponseCode::SUCCESS.to_string(), "0 SUCCESS");
/// assert_eq!(ResponseCode::new(987654).to_string(), "987654");
/// assert_eq!(format!("{:>12.6}", ResponseCode::INVALID_LOGIN_ID), "      403042");
/// ```
impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line {
            bytes: [0; 256],
            len: 0,
        };
        match write_line(*self, &mut line) {
            Ok(()) => f.pad(line.as_str()?),
            // The line is longer than the buffer, and is written without padding.
            Err(fmt::Error) => write_line(*self, f),
        }
    }
}

fn write_line(code: ResponseCode, line: &mut impl Write) -> fmt::Result {
    write!(line, "{}", code.as_u32())?;
    match code.message().or(code.name()) {
        Some(text) => write!(line, " {text}"),
        None => Ok(()),
    }
}

/// The constant, and its number: short, and the same in `{:#?}`.
///
/// ```
/// use gigya_codes::ResponseCode;
///
/// assert_eq!(format!("{:?}", ResponseCode::INVALID_LOGIN_ID), "INVALID_LOGIN_ID(403042)");
/// assert_eq!(format!("{:?}", ResponseCode::new(987654)), "ResponseCode(987654)");
/// ```
impl fmt::Debug for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name().unwrap_or("ResponseCode");
        write!(f, "{name}({})", self.as_u32())
    }
}

/// A line on the stack: padding needs the whole line, and the crate does not allocate.
struct Line {
    bytes: [u8; 256],
    len: usize,
}

impl Line {
    fn as_str(&self) -> Result<&str, fmt::Error> {
        let bytes = self.bytes.get(..self.len).ok_or(fmt::Error)?;
        core::str::from_utf8(bytes).map_err(|_| fmt::Error)
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let room = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}
