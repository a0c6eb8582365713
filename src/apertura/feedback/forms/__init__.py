"""Blocks of a letter to the forms that are looked at: HTML for e-mail, and PDF."""
