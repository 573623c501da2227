"""A map: regions, projections, and labels that do not overlap."""
