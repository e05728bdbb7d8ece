//! Labels: the words that stand for the variants of an enum in logs, metrics and files.

use core::error::Error;
use core::fmt;

/// Gives an enum of plain variants its labels, and the traits that write and read them.
macro_rules! labels {
    ($Enum:ident { $($Variant:ident = $label:literal,)+ }) => {
        impl $Enum {
            /// Every variant that this edition of the crate knows.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The variant in kebab case: for log fields and metric labels.
            ///
            /// [`FromStr`](core::str::FromStr) reads it back, and so does the feature `serde`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $label,)+
                }
            }
        }

        /// Writes [`as_str`](Self::as_str). Width, fill and alignment count as for a string.
        impl core::fmt::Display for $Enum {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $Enum {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        /// Reads what [`as_str`](Self::as_str) writes, and nothing else.
        impl core::str::FromStr for $Enum {
            type Err = $crate::ParseLabelError;

            fn from_str(label: &str) -> Result<Self, Self::Err> {
                match label {
                    $($label => Ok(Self::$Variant),)+
                    _ => Err($crate::ParseLabelError(concat!(
                        "not a label of `", stringify!($Enum), "`"
                    ))),
                }
            }
        }

        /// Writes [`as_str`](Self::as_str).
        #[cfg(feature = "serde")]
        impl serde_core::Serialize for $Enum {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        /// Reads what [`as_str`](Self::as_str) writes. Another text is an error, also the label of
        /// a variant that only a later edition of the crate knows.
        #[cfg(feature = "serde")]
        impl<'de> serde_core::Deserialize<'de> for $Enum {
            fn deserialize<D: serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let label = alloc::string::String::deserialize(deserializer)?;
                label.parse().map_err(serde_core::de::Error::custom)
            }
        }
    };
}

pub(crate) use labels;

/// Why a text is not the label of a variant, such as of [`Remedy`](crate::Remedy).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseLabelError(pub(crate) &'static str);

impl fmt::Display for ParseLabelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl Error for ParseLabelError {}
