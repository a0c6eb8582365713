"""Our licences to the file that a CKAN portal is given to know them (``licenses_group_url``)."""

import json

from apertura.model.definition import Definitions


def licences(definitions: Definitions) -> bytes:
    """Write every licence of the catalogue in the form of CKAN's licence register (Open Definition licenses API)."""
    entries = [
        {
            "id": row["clave"],
            "title": row["titulo"],
            "url": row["url"],
            "status": "active",
            "family": "",
            "maintainer": "",
            "domain_content": True,
            "domain_data": True,
            "domain_software": False,
            "is_generic": False,
            "od_conformance": "not reviewed",
            "osd_conformance": "not reviewed",
        }
        for row in definitions.catalogues["licencia"].rows
    ]
    return f"{json.dumps(entries, ensure_ascii=False, indent=1)}\n".encode()
