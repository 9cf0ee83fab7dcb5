"""Arrays: what every family of functions stands on."""
