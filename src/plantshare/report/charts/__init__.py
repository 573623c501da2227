"""One file for each chart."""
