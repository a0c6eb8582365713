"""Table Schema to column expressions; whatever they cannot settle is put to the frictionless library."""
