//! Server functions of the breeder portal, mounted under `/sfn/breeder/` only.
