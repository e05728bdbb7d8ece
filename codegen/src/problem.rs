//! What can be wrong with an input: the rule, the place, and how to fix it. [`report`](crate::report)
//! lays it out for people.

use serde::Deserialize;

use crate::source::Span;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// The crate omits or alters something, or a decision is missing or stale. Generation continues.
    Warning,
}

/// Declares [`Rule`]: for each variant its id, its severity, what it means (the doc comment) and how to
/// fix it in general.
macro_rules! rules {
    ($($(#[doc = $meaning:literal])* $variant:ident = $id:literal, $severity:ident, $fix:literal;)*) => {
        /// A rule that an input can break.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        pub enum Rule { $($(#[doc = $meaning])* #[serde(rename = $id)] $variant,)* }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, which reports show and the ledger uses.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// Whether breaking it stops the generation.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it means that the rule is broken: the documentation of the variant.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($meaning),*).trim_ascii(),)* }
            }

            /// How to fix it in general. A [`Problem`] may have a more specific fix.
            #[must_use]
            pub fn fix(self) -> &'static str {
                match self { $(Self::$variant => $fix,)* }
            }
        }
    };
}

rules! {
    /// The file is something other than a copy of the page.
    Format = "format", Error, "open the page in a browser and save it as \"Web page, HTML only\"";
    /// No table has the columns errorCode, errorMessage and Description.
    NoTable = "no-table", Error, "save the whole page, as HTML or Markdown: its table has the columns \
        errorCode, errorMessage and Description";
    /// Several tables have the columns of the page.
    SeveralTables = "several-tables", Error, "in a copy of the page, keep only one of them, or put all \
        rows below one header";
    /// The table never ends.
    CutOff = "cut-off", Error, "was the page saved whole? To show a tag as text, write `&lt;title>`";
    /// A row has more or fewer cells than the header.
    Cells = "cells", Error, "a row has one cell per column: was a row wrapped or cut off, a cell spread over \
        several columns, or a tab, pipe or tag lost or added? In Markdown, write a pipe inside a cell as `\\|`. \
        A page saved as HTML keeps its cells";
    /// Cells have the quotation marks that a spreadsheet adds.
    QuotedCells = "quoted-cells", Error, "a spreadsheet adds them when it saves text: save the page as HTML, or \
        paste the rows from the spreadsheet";
    /// A row has no code, or something that is not a code.
    Code = "code", Error, "a code is a number from 0 to 999999, without leading zeros: in a copy of the page, \
        write the number alone, one row per code";
    /// Two rows have the same code.
    DuplicateCode = "duplicate-code", Error, "one number is wrong or one row is stale: remove that row from a \
        copy of the page";
    /// A cell has markup whose meaning is lost when only its text is kept.
    Markup = "markup", Error, "in a copy of the page, remove it or say the same in plain text";
    /// A part of a tab-separated cell is not text and not a plain tag: a browser does not show it.
    SwallowedText = "swallowed-text", Error, "write a `<` that is text as `&lt;`; end a tag with `>`, and \
        its attributes with quotation marks";
    /// Words inside the table are in no cell.
    OutsideOfCells = "outside-of-cells", Error, "was a tag lost? In a copy of the page, move the words into a \
        cell or remove them";
    /// A row of the table is outside the table.
    RowOutside = "row-outside", Error, "does a heading, a blank line or a lost tag split the table, or was it \
        sorted?";
    /// The page does not state the rule for classes that the crate implements.
    ClassRule = "class-rule", Error, "if the page states the same rule in other words, add them to the ledger: \
        [[class-rule]] with `words` and `why`";
    /// A code other than 0 has no message.
    NoMessage = "no-message", Error, "only code 0 has none; was a cell lost? If not, write a \
        message in a copy of the page";
    /// A message is as long as a description.
    LongMessage = "long-message", Error, "are the columns of message and description swapped? If not, shorten \
        the message in a copy of the page";
    /// The ledger is not valid TOML, or has an entry that it cannot have.
    Ledger = "ledger", Error, "correct or remove the entry";
    /// A text cannot be the name of a constant.
    Name = "name", Error, "choose a name in UPPER_SNAKE_CASE";
    /// Two codes would have the same name.
    NameCollision = "name-collision", Error, "give the newer of the two another name";
    /// The page has lost many codes or descriptions.
    Loss = "loss", Error, "copy the whole page; if the loss is real, pass `--accept-loss`";
    /// The ledger accepts a problem that no longer occurs.
    UnusedAcceptance = "unused-acceptance", Warning, "remove it from the ledger";
    /// The section of the table has words outside the table.
    BesideTheTable = "beside-the-table", Warning, "remove the words from the copy of the page";
    /// The table has a column other than code, message and description.
    ExtraColumn = "extra-column", Warning, "remove the column from the copy of the page";
    /// The table has a heading across all columns between its rows.
    HeadingRow = "heading-row", Warning, "remove the heading from the copy of the page";
    /// The page does not have the heading that its table is known by.
    NoHeading = "no-heading", Warning, "add the heading to the copy of the page";
    /// The page has text that a browser does not show.
    HiddenText = "hidden-text", Warning, "remove the text from the copy of the page";
    /// An image has an alternative text, which the description lacks.
    ImageText = "image-text", Warning, "replace the image by its text in the copy of the page";
    /// A text has an invisible character.
    InvisibleCharacter = "invisible-character", Warning, "remove the character from the copy of the page";
    /// Characters were decoded wrongly.
    Mojibake = "mojibake", Warning, "save the page again, as UTF-8";
    /// A link leads to an address that the crate cannot link to.
    DroppedLink = "dropped-link", Warning, "correct the address in the copy of the page";
    /// A code has no description.
    NoDescription = "no-description", Warning, "add it to the copy of the page if a cell was lost";
    /// A description contradicts the class of its code.
    ClassContradiction = "class-contradiction", Warning, "decide which is right: an exception goes under [class] in \
        the ledger";
    /// A documented code has no reviewed remedy.
    UnreviewedRemedy = "unreviewed-remedy", Warning, "add a remedy to the ledger";
    /// A reason in the ledger quotes words that the code's row does not have.
    UnanchoredReason = "unanchored-reason", Warning, "quote the page's current words, or review the \
        decision; put words of another source between backticks";
}

/// Something wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The rule that the input breaks.
    pub rule: Rule,
    /// What is wrong.
    pub message: String,
    /// Where: the first label is the place itself, the others explain it. A problem of a copy may have no labels.
    pub labels: Vec<(Span, String)>,
    /// How to fix it: by [`Rule::fix`], or more specific.
    pub fix: String,
    /// The code that it is about, if it is about one.
    pub code: Option<u32>,
    /// The words of the page that it is about, with one space between them.
    pub quoted: Option<String>,
}

/// Problems in the order in which they are found.
pub type Problems = Vec<Problem>;

impl Problem {
    /// An input breaks `rule`: `message` says how.
    #[must_use]
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            labels: Vec::new(),
            fix: rule.fix().to_owned(),
            code: None,
            quoted: None,
        }
    }

    /// Says which code it is about.
    #[must_use]
    pub fn about(mut self, code: u32) -> Self {
        self.code = Some(code);
        self
    }

    /// Says which words of the page it is about.
    #[must_use]
    pub fn quoting(mut self, words: &str) -> Self {
        self.quoted = Some(words.to_owned());
        self
    }

    /// Points at `place`, if the row or words that it is about have one.
    #[must_use]
    pub fn label(mut self, place: impl Into<Option<Span>>, text: impl Into<String>) -> Self {
        let label = place.into().map(|span| (span, text.into()));
        self.labels.extend(label);
        self
    }

    /// Says how to fix it.
    #[must_use]
    pub fn fix(mut self, text: impl Into<String>) -> Self {
        self.fix = text.into();
        self
    }

    /// Whether this stops the generation.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.rule.severity() == Severity::Error
    }

    /// The place, if there is one.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|&(span, _)| span)
    }
}

/// Sorts problems by place: page before copy before ledger, top to bottom.
pub(crate) fn sort_problems(problems: &mut [Problem]) {
    problems.sort_by(|a, b| (a.span(), &a.message).cmp(&(b.span(), &b.message)));
}

/// The first 80 characters of a text that a problem quotes.
pub(crate) fn excerpt(text: &str) -> String {
    const LEN: usize = 80;
    match text.char_indices().nth(LEN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
