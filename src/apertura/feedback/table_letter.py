"""Report on a file and a Table Schema to text of bounded size: exact counts, and a few errors of each cause."""

from collections.abc import Iterator, Mapping, Sequence

from apertura.feedback.echo import echo
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.typeset import COLUMNS
from apertura.model.definition import Field
from apertura.validation.tableschema.stream.report import Cause, Count, Report, Sample

CAUSES = 60
"""Causes that are told; the others are counted."""

SHOWN = 3
"""Errors shown of each cause."""


def table_letter(report: Report, file: str, fields: Sequence[Field], *, language: str = "es") -> str:
    """Tell what was found in ``file``, whose schema has ``fields``, for a person at a terminal."""
    words = phrases(language, "tabla")
    return "".join(f"{line}\n" for line in _lines(report, file, {field.name: field for field in fields}, words))


def wording(cause: Cause, fields: Mapping[str, Field], words: Phrases) -> str:
    """Say in one clause what is wrong."""
    id_ = f"{cause.type}.{cause.constraint}" if cause.type == "constraint-error" else cause.type
    if cause.type == "primary-key" and cause.note:
        id_ = "primary-key.empty"
    field = fields.get(cause.field or "")
    return words.say(
        id_ if id_ in words.texts else "constraint-error.other",
        type=_type(field, words) if field else "",
        limit=str(field.constraints.get(cause.constraint or "", "")) if field else "",
        constraint=cause.constraint or "",
    )


def _lines(report: Report, file: str, fields: Mapping[str, Field], words: Phrases) -> Iterator[str]:
    yield words.say("title.valid" if report.valid else "title.invalid", file=echo(file))
    rows, errors = words.say("rows", report.rows), words.say("errors", report.errors)
    yield f"{rows}: {errors}." if report.valid else f"{rows}: {errors}, {words.say('causes', len(report.counts))}."
    for number, count in enumerate(report.counts[:CAUSES], start=1):
        yield ""
        yield f"{number}. {_place(count.cause, words)}: {wording(count.cause, fields, words)}"
        errors, shown = words.say("errors", count.errors), _shown(count, words)
        yield f"   {errors}: {shown}." if shown else f"   {errors}."
    if len(report.counts) > CAUSES:
        yield ""
        yield words.say("more.causes", len(report.counts) - CAUSES)


def _place(cause: Cause, words: Phrases) -> str:
    if cause.field:
        return words.say("place.field", field=echo(cause.field), number=str(cause.number))
    if cause.number:
        return words.say("place.column", number=str(cause.number))
    return words.say("place.file" if cause.type in ("source-error", "unmatched-header") else "place.rows")


def _shown(count: Count, words: Phrases) -> str:
    told = [_sample(sample, words) for sample in count.samples[:SHOWN]]
    listed = "; ".join(text for text in told if text)
    return f"{listed}; …" if listed and count.errors > len(told) else listed


def _sample(sample: Sample, words: Phrases) -> str:
    if sample.row is None:
        return words.say("label", value=_value(sample.value)) if sample.value else ""
    row = words.number(sample.row)
    if sample.previous is not None:
        return words.say("row.previous", row=row, previous=words.number(sample.previous))
    if not sample.value:
        return words.say("row", row=row)
    return words.say("row.value", row=row, value=_value(sample.value))


def _value(text: str) -> str:
    """Show blanks at either end, that would explain an error and are not seen."""
    bare = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{'␠' * len(before[:3])}{echo(bare, COLUMNS // 2)}{'␠' * len(after[:3])}" if bare else "␠" * len(text[:3])


def _type(field: Field, words: Phrases) -> str:
    format_, type_ = str(field.descriptor.get("format", "default")), words.say(f"type.{field.type}")
    return type_ if format_ == "default" else words.say("type.format", type=type_, format=format_)
