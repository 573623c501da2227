"""The tables of the small example studies."""
