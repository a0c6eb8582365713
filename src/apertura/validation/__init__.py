"""NormalisedTable to CanonicalTable and issues: meaning, never names.

Each module gives the function of its name. None is imported here: whoever checks a plain Table Schema (``tableschema``)
needs no other of them, and they take as long to import as a hundred thousand rows to check.
"""
