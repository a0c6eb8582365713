"""Published folders to the researchers' catalogue: static pages that any web server can serve, for ever."""

from apertura.site.build import Built, build
from apertura.site.settings import Settings, read_settings

__all__ = ["Built", "Settings", "build", "read_settings"]
