//! The kinds of findings: what a person should look at, and can accept in the ledger.

use crate::words::vocabulary;

vocabulary! {
    /// A kind of finding. Its [`meaning`](Self::meaning) is written for whoever maintains the page.
    ///
    /// Their order has a meaning: from [`NoDescription`](Self::NoDescription) on,
    /// [only `lint`](Self::is_only_for_lint) tells of them.
    Finding {
        /// The ledger accepts a finding that no longer occurs.
        UnusedAcceptance = "unused-acceptance",
        /// Words stand in the table's section, but outside of the table.
        BesideTheTable = "beside-the-table",
        /// The table has a column that is neither code, message nor description.
        ExtraColumn = "extra-column",
        /// The table has a heading across all columns between its rows.
        HeadingRow = "heading-row",
        /// The page does not have the heading that its table is known by.
        NoHeading = "no-heading",
        /// The page has text that a browser does not show.
        HiddenText = "hidden-text",
        /// An image has an alternative text, which the description lacks.
        ImageText = "image-text",
        /// Text has a character that nobody can see.
        InvisibleCharacter = "invisible-character",
        /// Characters were decoded wrongly.
        Mojibake = "mojibake",
        /// A code has no description.
        NoDescription = "no-description",
        /// Two codes have the same message.
        DuplicateMessage = "duplicate-message",
        /// A code stands after a greater one.
        Order = "order",
        /// The first three digits of a code are in no known family.
        Family = "family",
        /// Links lead nowhere.
        PlaceholderLink = "placeholder-link",
        /// List items begin with a bullet of their own, so two are shown.
        PresentationalBullet = "presentational-bullet",
        /// White space stands before a punctuation mark.
        WhiteSpace = "white-space",
        /// A description contradicts the rule for classes.
        ClassContradiction = "class-contradiction",
        /// A message is capitalised differently from most.
        MessageCasing = "message-casing",
        /// The ledger has no remedy for a code.
        UnreviewedRemedy = "unreviewed-remedy",
    }
}

impl Finding {
    /// Whether the crate says all the same what the page says, so that only `lint` tells of it.
    #[must_use]
    pub fn is_only_for_lint(self) -> bool {
        self >= Self::NoDescription
    }

    /// Whether the page has to be mended, not the ledger.
    #[must_use]
    pub fn is_about_the_page(self) -> bool {
        !matches!(self, Self::UnusedAcceptance | Self::UnreviewedRemedy)
    }
}
