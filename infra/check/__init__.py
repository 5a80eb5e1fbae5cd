"""`script/infra check`: everything about the infrastructure that can be proven without an account."""
