//! One macro for closed sets of words that are stored as text, sent as JSON and shown with a label.

/// An unknown word for a closed set, with the words that would have been right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not a {set}; expected one of: {expected}")]
pub struct UnknownWord {
    /// What was given.
    pub given: String,
    /// The set's name, such as `Sex`.
    pub set: &'static str,
    /// The accepted words, separated by commas.
    pub expected: String,
}

/// Declares an enum with `ALL`, `as_str` (the stored word), `label` (the word on the screen), `Display` and `FromStr`
/// (both by the stored word) and snake_case serde. The first variant is the default.
macro_rules! text_enum {
    ($(#[doc = $doc:literal])* $vis:vis enum $name:ident {
        $first:ident = ($first_word:literal, $first_label:literal)
        $(, $variant:ident = ($word:literal, $label:literal))* $(,)?
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
        $vis enum $name {
            #[doc = $first_label]
            #[default]
            #[serde(rename = $first_word)]
            $first,
            $(
                #[doc = $label]
                #[serde(rename = $word)]
                $variant,
            )*
        }

        impl $name {
            /// Every value, in the order of a select box.
            pub const ALL: &'static [Self] = &[Self::$first $(, Self::$variant)*];

            /// The word that is stored and sent.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $(Self::$variant => $word,)*
                }
            }

            /// The word on the screen.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    Self::$first => $first_label,
                    $(Self::$variant => $label,)*
                }
            }
        }

        // Not derived: inside a macro utoipa doesn't see the words of `serde(rename)`, and would describe the variants' names.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::SchemaType::Type(utoipa::openapi::schema::Type::String))
                    .description(Some(concat!($($doc, "\n"),*).trim()))
                    .enum_values(Some(Self::ALL.iter().map(|word| word.as_str())))
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text_enum::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $first_word => Ok(Self::$first),
                    $($word => Ok(Self::$variant),)*
                    _ => Err($crate::text_enum::UnknownWord {
                        given: word.chars().take(40).collect(),
                        set: stringify!($name),
                        expected: [$first_word $(, $word)*].join(", "),
                    }),
                }
            }
        }
    };
}

pub(crate) use text_enum;
