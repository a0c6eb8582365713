"""A fresh CKAN to one that has who publishes there: an organization, and its editor with a token of least privilege.

    python people.py DIR     adds CKAN_API_TOKEN and CKAN_ORGANIZATION to DIR/ckan.env

Standard library alone: it also runs where the tests' packages are not.
"""

import json
import secrets
import sys
import urllib.request
from pathlib import Path
from typing import Any

ORGANIZATION, EDITOR = "snt", "editora"


def act(url: str, token: str, action: str, **data: Any) -> Any:
    request = urllib.request.Request(
        f"{url}/api/3/action/{action}",
        data=json.dumps(data).encode(),
        headers={"Authorization": token, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["result"]


def environment(folder: Path) -> dict[str, str]:
    lines = (folder / "ckan.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def people(folder: Path) -> None:
    said = environment(folder)
    url, admin = said["CKAN_URL"], said["CKAN_ADMIN_TOKEN"]
    token_file = folder / "run" / "editor_token"
    if not token_file.exists():
        act(url, admin, "user_create", name=EDITOR, email="editora@localhost.invalid", password=secrets.token_urlsafe())
        act(url, admin, "organization_create", name=ORGANIZATION, title="Sistema Nacional de Transparencia")
        act(url, admin, "organization_member_create", id=ORGANIZATION, username=EDITOR, role="editor")
        made = act(url, admin, "api_token_create", user=EDITOR, name="apertura")
        token_file.touch(mode=0o600)
        token_file.write_text(made["token"], encoding="utf-8")
    said |= {"CKAN_API_TOKEN": token_file.read_text(encoding="utf-8"), "CKAN_ORGANIZATION": ORGANIZATION}
    text = "".join(f"{name}={value}\n" for name, value in said.items())
    (folder / "ckan.env").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    people(Path(sys.argv[1]))
