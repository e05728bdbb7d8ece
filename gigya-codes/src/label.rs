//! Labels: the words for the variants of an enum in logs, metrics and files.

/// Gives an enum of plain variants its labels. `in files` adds the traits that read them back.
macro_rules! labels {
    ($Enum:ident { $($Variant:ident = $label:literal,)+ }) => {
        impl $Enum {
            /// Every variant that this version of the crate knows.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The variant in kebab case: for log fields and metric labels.
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
    };
    (in files $Enum:ident { $first:ident = $first_label:literal, $($Variant:ident = $label:literal,)+ }) => {
        $crate::label::labels!($Enum { $first = $first_label, $($Variant = $label,)+ });

        /// Reads what [`as_str`](Self::as_str) writes, and nothing else.
        impl core::str::FromStr for $Enum {
            type Err = $crate::ParseError;

            fn from_str(label: &str) -> Result<Self, Self::Err> {
                match label {
                    $first_label => Ok(Self::$first),
                    $($label => Ok(Self::$Variant),)+
                    _ => Err($crate::ParseError(concat!(
                        "no label of `", stringify!($Enum), "`, which has ",
                        $first_label, $(", ", $label),+
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

        /// Reads what [`as_str`](Self::as_str) writes. Any other text is an error, and so is the
        /// label of a variant that only a later version of the crate knows.
        #[cfg(feature = "serde")]
        impl<'de> serde_core::Deserialize<'de> for $Enum {
            fn deserialize<D: serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let label = alloc::string::String::deserialize(deserializer)?;
                label.parse().map_err(|error| $crate::serde::parse_error(&label, &error))
            }
        }
    };
}

pub(crate) use labels;
