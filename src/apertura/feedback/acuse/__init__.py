"""What became of a submission to the acuse that its steward files, signed, that anybody can check."""

from apertura.feedback.acuse.check import Checked, check, check_code, check_page
from apertura.feedback.acuse.content import Standing, publication, reception
from apertura.feedback.acuse.page import page
from apertura.feedback.acuse.sign import sign

__all__ = ["Checked", "Standing", "check", "check_code", "check_page", "page", "publication", "reception", "sign"]
