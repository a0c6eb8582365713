"""A page and its language to the bytes of its HTML."""

import json
import posixpath
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from apertura.site.pages import Page, prefix
from apertura.site.view import View
from apertura.site.words import day, number, size, teller

_NOT_IN_A_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


class Renderer:
    """Renders the pages of one language; links are relative, so that the site works in any folder and from a disk."""

    def __init__(self, view: View, language: str) -> None:
        self._language = language
        self._environment = _environment(language)
        self._environment.globals.update(view=view, settings=view.settings, lang=language, t=teller(language))

    def render(self, page: Page) -> bytes:
        """Write a page; what a template lacks is an error, never a blank."""
        other = "en" if self._language == "es" else "es"
        depth = posixpath.dirname(page.path).count("/") + bool(posixpath.dirname(page.path))
        root = "../" * depth
        html = self._environment.get_template(page.template).render(
            page=page,
            root=root,
            home=f"{root}{prefix(self._language)}",
            other=f"{root}{prefix(other)}{page.plain}",
            **page.context,
        )
        return f"{html}\n".encode()


def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("apertura.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "n": partial(number, language=language),
        "day": partial(day, language=language),
        "size": partial(size, language=language),
        "es": partial(_spanish, language=language),
        "svg": Markup,
        "ld": _script_json,
    }
    return environment


def _spanish(text: str, language: str) -> Markup:
    """Mark what is written in Spanish in a page that is not."""
    return escape(text) if language == "es" else Markup('<span lang="es">{}</span>').format(text)


def _script_json(value: Any) -> Markup:
    return Markup(json.dumps(value, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT))  # noqa: S704 - no tag can begin in it
