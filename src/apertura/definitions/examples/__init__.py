"""The examples of a dataset to what Frictionless and the house say of them."""
