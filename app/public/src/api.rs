//! Server functions of the public portal, mounted under `/sfn/public/` only.
