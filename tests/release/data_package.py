"""Descriptors, by the published profile of Data Package 2.0: the second judge, besides frictionless."""

import json
from pathlib import Path

from jsonschema import Draft7Validator

# https://datapackage.org/profiles/2.0/datapackage.json, as dplib-py 1.1.0 (MIT) carries it
PROFILE = Path(__file__).with_name("datapackage_2.0.profile.json")


def unlike_the_profile(descriptor: Path) -> list[str]:
    """Say where a descriptor is not as the profile has it."""
    profile = Draft7Validator(json.loads(PROFILE.read_bytes()))
    return [error.json_path for error in profile.iter_errors(json.loads(descriptor.read_bytes()))]
