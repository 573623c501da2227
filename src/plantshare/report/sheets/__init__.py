"""Sheets of the workbook of a report."""
