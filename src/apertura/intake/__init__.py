"""Bytes to NormalisedTables: readers of workbooks, finding of tables, mapping of headings, readings of cells."""
