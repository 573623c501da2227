"""The study of the United Kingdom in 2026, built from the research files in ``data``."""
