//! Server functions of the admin portal, mounted under `/sfn/admin/` only.
