"""The demo content: hand-written TOML files (`content/`) and what makes pages of them (`seeding.seed`)."""
