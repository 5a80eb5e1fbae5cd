//! What cargo-leptos asks of Lightning CSS: to lower and to shorten a style sheet. Tailwind's command does both already, by the same library, for
//! the browsers that Tailwind supports, so here the sheet goes through as it is. What goes missing are the fallbacks for older ones that cargo-leptos would
//! add (a twelfth of the breeder portal's sheet).

pub mod stylesheet {
    use std::{convert::Infallible, marker::PhantomData};

    #[derive(Debug, Default)]
    pub struct ParserOptions {
        pub filename: String,
        /// As in Lightning CSS, there are more options than a caller names.
        pub error_recovery: bool,
    }

    #[derive(Debug, Default)]
    pub struct MinifyOptions {
        pub targets: super::targets::Targets,
        pub unused_symbols: bool,
    }

    #[derive(Debug, Default)]
    pub struct PrinterOptions<'a> {
        pub targets: super::targets::Targets,
        pub minify: bool,
        pub project_root: Option<&'a str>,
    }

    #[derive(Debug)]
    pub struct ToCssResult {
        pub code: String,
    }

    #[derive(Debug)]
    pub struct StyleSheet<'a> {
        code: String,
        source: PhantomData<&'a str>,
    }

    impl<'a> StyleSheet<'a> {
        /// # Errors
        /// Never.
        pub fn parse(code: &'a str, _: ParserOptions) -> Result<Self, Infallible> {
            Ok(Self { code: code.to_owned(), source: PhantomData })
        }

        /// # Errors
        /// Never.
        pub fn minify(&mut self, _: MinifyOptions) -> Result<(), Infallible> {
            Ok(())
        }

        /// # Errors
        /// Never.
        pub fn to_css(&self, _: PrinterOptions<'_>) -> Result<ToCssResult, Infallible> {
            Ok(ToCssResult { code: self.code.clone() })
        }
    }
}

pub mod targets {
    use std::convert::Infallible;

    #[derive(Clone, Copy, Debug, Default)]
    pub struct Targets;

    #[derive(Clone, Copy, Debug)]
    pub struct Browsers;

    impl Browsers {
        /// # Errors
        /// Never.
        pub fn from_browserslist<const N: usize>(_: [&str; N]) -> Result<Option<Self>, Infallible> {
            Ok(None)
        }
    }

    impl From<Option<Browsers>> for Targets {
        fn from(_: Option<Browsers>) -> Self {
            Self
        }
    }
}

pub mod bundler {
    use super::stylesheet::{ParserOptions, StyleSheet};
    use std::{marker::PhantomData, path::Path};

    #[derive(Debug, Default)]
    pub struct FileProvider;

    impl FileProvider {
        #[must_use]
        pub fn new() -> Self {
            Self
        }
    }

    #[derive(Debug)]
    pub struct Bundler<'a>(PhantomData<&'a FileProvider>);

    impl<'a> Bundler<'a> {
        #[must_use]
        pub fn new(_: &'a FileProvider, _: Option<&()>, _: ParserOptions) -> Self {
            Self(PhantomData)
        }

        /// # Errors
        /// Always: the portals' style sheets are put together by Tailwind.
        pub fn bundle(&mut self, _: &Path) -> Result<StyleSheet<'a>, &'static str> {
            Err("this cargo-leptos bundles no CSS: let Tailwind do it")
        }
    }
}
