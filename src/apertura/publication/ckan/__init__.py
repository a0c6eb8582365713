"""A CKAN portal, a destination: each dataset at its place for ever, replaced in one call, read back as anybody."""

from apertura.publication.ckan.apply import apply
from apertura.publication.ckan.go_back import go_back
from apertura.publication.ckan.propose import propose
from apertura.publication.ckan.retire import distrust, retire
from apertura.publication.ckan.verify import verify

__all__ = ["apply", "distrust", "go_back", "propose", "retire", "verify"]
