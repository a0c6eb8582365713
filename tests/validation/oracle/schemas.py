"""Table Schemas drawn at random: every type, format, property, constraint and key that frictionless honours."""

from typing import Any

from hypothesis import strategies as st

from tests.validation.oracle.hostile import SPELLINGS

Descriptor = dict[str, Any]
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
# a bound that a field could not read would make it no schema at all
READABLE: dict[str, list[object]] = {
    "integer": [0, " 13 ", "7", 50, -1, 1, "01"],
    "number": [0, 1, "0.5", 100, "1e2", -1, "1.00", 0.1, "12345678901234567890"],
    "date": ["2019-01-01", "2024-01-05", "2024-02-29", "9999-12-31"],
    "datetime": ["2024-01-05T10:00:00", "2019-01-01T00:00:00"],
    "time": ["10:00:00", "00:00:00"],
    "year": [2015, "2024", 0, "0000"],
    "yearmonth": ["2024-06", "2015-01", "2024-1"],
}
PATTERNS = [
    r"AV-\d{3}",
    "a|b",
    r"[a-z]+",
    r"^x",
    r"\w+@.*",
    r"[^\s]+",
    "",
    r"a.{0,2}$",
    r"(ab)?c*",
    "[áéñ]+",
]
FORMATS: dict[str, list[str]] = {
    "string": ["default", "email", "uri", "uuid", "binary", "wkt"],
    "date": ["default", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%d-%m-%Y"],
    "datetime": ["default", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S"],
    "time": ["default", "%H:%M", "%Hh%M"],
    "geopoint": ["default", "array", "object"],
    "geojson": ["default", "topojson"],
}
LENGTHS = ("string", "list", "array", "object")
MISSING = [[""], [], ["", "NA"], ["NA", "-"], ["N/D", "", "null", "None"], ["1", ""], ["nan", "Sí"]]
KEYED = ("string", "integer", "number", "boolean", "date", "year", "yearmonth", "datetime", "time", "duration", "any")


@st.composite
def fields(draw: st.DrawFn, name: str) -> Descriptor:
    type_ = draw(st.sampled_from(sorted(SPELLINGS)))
    field: Descriptor = {"name": name, "type": type_}
    if type_ in FORMATS and draw(st.booleans()):
        field["format"] = draw(st.sampled_from(FORMATS[type_]))
    field |= draw(properties(type_))
    if draw(st.integers(0, 4)) == 0:
        field["missingValues"] = draw(st.sampled_from(MISSING))
    constraints = draw(constrained(field))
    return {**field, "constraints": constraints} if constraints else field


def properties(type_: str) -> st.SearchStrategy[Descriptor]:
    marks: dict[str, st.SearchStrategy[object]] = {}
    match type_:
        case "integer":
            marks = {"bareNumber": st.booleans()}
        case "number":
            marks = {
                "bareNumber": st.booleans(),
                "decimalChar": st.sampled_from([".", ",", "·", "٫"]),
                "groupChar": st.sampled_from([",", ".", " ", "'", "_", "", "-"]),
                "floatNumber": st.booleans(),
            }
        case "boolean":
            marks = {
                "trueValues": st.sampled_from([["Sí", "Si"], ["1", "true"], ["x"], []]),
                "falseValues": st.sampled_from([["No", "no"], ["0"], ["Si"], []]),
            }
        case "list":
            marks = {
                "delimiter": st.sampled_from([",", ";", ", "]),
                "itemType": st.sampled_from(["string", "integer", "boolean", "number", "datetime", "date", "time"]),
            }
        case "array":
            item = [{"type": "integer"}, {"type": "string", "constraints": {"minLength": 2}}, {"type": "date"},
                    {"constraints": {"required": True}}, {"type": "number", "constraints": {"minimum": 2}}]  # fmt: skip
            marks = {"arrayItem": st.sampled_from(item)}
    return st.fixed_dictionaries({}, optional=marks)


@st.composite
def constrained(draw: st.DrawFn, field: Descriptor) -> Descriptor:
    type_ = field["type"]
    chosen: Descriptor = {}
    if draw(st.integers(0, 3)) == 0:
        chosen["required"] = draw(st.booleans())
    if type_ in KEYED and draw(st.integers(0, 4)) == 0:
        chosen["unique"] = draw(st.booleans())
    if type_ in READABLE and "format" not in field and not {"groupChar", "decimalChar"} & field.keys():
        for name in draw(st.lists(st.sampled_from(BOUNDS), max_size=2, unique=True)):
            chosen[name] = draw(st.sampled_from(READABLE[type_]))
    if type_ != "list" and draw(st.integers(0, 4)) == 0:
        chosen["enum"] = draw(st.lists(st.sampled_from(SPELLINGS[type_]), min_size=1, max_size=4, unique=True))
    if type_ in LENGTHS:
        for name in draw(st.lists(st.sampled_from(["minLength", "maxLength"]), max_size=2, unique=True)):
            chosen[name] = draw(st.sampled_from([0, 1, 2, 3, 10]))
    if type_ == "string" and draw(st.integers(0, 2)) == 0:
        chosen["pattern"] = draw(st.sampled_from(PATTERNS))
    return chosen


@st.composite
def schemas(draw: st.DrawFn) -> Descriptor:
    names = draw(st.lists(st.sampled_from(["a", "b", "c", "ñ", "A"]), min_size=1, max_size=4, unique=True))
    schema: Descriptor = {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json"}
    schema["fields"] = [draw(fields(name)) for name in names]
    if draw(st.booleans()):
        schema["missingValues"] = draw(st.sampled_from(MISSING))
    if draw(st.integers(0, 3)) == 0:
        schema["fieldsMatch"] = draw(st.sampled_from(["exact", "equal", "subset", "superset", "partial"]))
    keyed = [field["name"] for field in schema["fields"] if field["type"] in KEYED]
    if keyed and draw(st.booleans()):
        schema["primaryKey"] = draw(st.lists(st.sampled_from(keyed), min_size=1, max_size=2, unique=True))
    if keyed and draw(st.integers(0, 2)) == 0:
        own = draw(st.lists(st.sampled_from(keyed), min_size=1, max_size=2, unique=True))
        where = draw(st.sampled_from(["", "lista"]))
        there = ["clave", "texto"] if where else keyed
        named = draw(st.lists(st.sampled_from(there), min_size=len(own), max_size=len(own)))
        schema["foreignKeys"] = [{"fields": own, "reference": {"resource": where, "fields": named}}]
    return schema
