//! Server functions of the embed portal, mounted under `/sfn/embed/` only.
