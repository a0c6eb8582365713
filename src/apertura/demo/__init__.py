"""Definitions and a profile to demonstration workbooks, as people make them."""

from apertura.demo.load_profile import load_profile
from apertura.demo.workbooks import DemoWorkbook, workbooks

__all__ = ["DemoWorkbook", "load_profile", "workbooks"]
