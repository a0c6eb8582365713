"""Definitions and profiles to demonstration workbooks, as people make them."""

from apertura.demo.lint_profiles import lint_profiles
from apertura.demo.load_profiles import load_profiles
from apertura.demo.workbooks import DemoWorkbook, workbooks

__all__ = ["DemoWorkbook", "lint_profiles", "load_profiles", "workbooks"]
