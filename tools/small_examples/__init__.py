"""The tables of the two small example studies."""
