"""Datasets, body and period to a template: the workbook that a steward fills, of which the intake asks nothing."""

from apertura.feedback.template.template import Filling, template

__all__ = ["Filling", "template"]
