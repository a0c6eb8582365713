r"""Python regular expression to one that the column engine reads alike, or to nothing."""

import re

TOKEN = re.compile(
    r"""
      (?P<literal> [^\W_] | [ _,:;/@#%&=<>~'"-] )
    | (?P<kind> \\[dswS] )
    | (?P<escaped> \\[-.()+*?|\[\]{}^$\\] )
    | (?P<class> \[ (?: [^\W_] (?: - [^\W_] )? | [ _.,:;/@] | \\[dsw] | \\[-.] )+ -? \] )
    | (?P<negated> \[ \^ (?: [^\W_] (?: - [^\W_] )? | [ _.,:;/@] | \\s | \\[-.] )+ -? \] )
    | (?P<dot> \. )
    | (?P<open> \( (?: \?: )? )
    | (?P<close> \) )
    | (?P<bar> \| )
    | (?P<anchor> [\^$] )
    """,
    re.VERBOSE,
)
QUANTIFIER = re.compile(r"(?:[?*+]|\{[0-9]{1,3}(?:,(?:[0-9]{1,3})?)?\})?")
QUANTIFIED = {"literal", "kind", "escaped", "class", "negated", "dot", "close"}
DEPTH = {"open": 1, "close": -1}

# Python's \d, \w and \s are wider than ASCII, and its \s has four control characters that the other engine's has not.
NARROW = {r"\d": "0-9", r"\w": "A-Za-z0-9_", r"\s": r" \t"}
WIDE_SPACE = r"\s\x1c-\x1f"


def translate(pattern: str) -> str | None:
    r"""Expression that matches a text only if ``re.match("^" + pattern + "$", text)`` does.

    The two engines agree on a plain subset (literals, classes, groups, alternation, greedy quantifiers); anything
    outside it gives None. Kinds of characters are narrowed, which can only make the match rarer.
    """
    parts, at, depth = [], 0, 0
    while at < len(pattern):
        token = TOKEN.match(pattern, at)
        depth += DEPTH.get(token.lastgroup, 0) if token and token.lastgroup else 0
        # A group closed before it opens would close the one that is put around the pattern.
        if token is None or depth < 0:
            return None
        # A second quantifier is possessive or lazy in one engine and a repetition in the other.
        quantifier = QUANTIFIER.match(pattern, token.end()) if token.lastgroup in QUANTIFIED else None
        parts.append(_alike(token) + (quantifier.group() if quantifier else ""))
        at = quantifier.end() if quantifier else token.end()
    return "^(?:^" + "".join(parts) + "$)"


def _alike(token: re.Match[str]) -> str:
    text = token.group()
    match token.lastgroup:
        case "kind":
            return f"[^{WIDE_SPACE}]" if text == r"\S" else f"[{NARROW[text]}]"
        case "negated":
            return text.replace(r"\s", WIDE_SPACE)
        case "class":
            return re.sub(r"\\[dsw]", lambda kind: NARROW[kind.group()], text)
        case _:
            return text
