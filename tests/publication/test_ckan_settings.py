"""Which portal, and how the token is kept from whoever reads what we write."""

from pathlib import Path

import pytest

from apertura.errors import PortalSettingsError
from apertura.publication.portal_settings import FILE, read_settings

PORTAL = {"CKAN_URL": "https://datos.example.org/", "CKAN_API_TOKEN": "una-clave"}


def test_without_a_portal_everything_is_published_to_folders_alone(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}) is None
    assert read_settings(tmp_path, {"CKAN_API_TOKEN": "una-clave"}) is None


def test_the_environment_says_it_and_the_file_says_the_rest(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('url = "https://otro.example.org"\norganizacion = "comision"\n', encoding="utf-8")
    settings = read_settings(tmp_path, PORTAL)
    assert settings is not None
    assert (settings.url, settings.organization, settings.token) == (
        "https://datos.example.org",
        "comision",
        "una-clave",
    )
    assert settings.slug == "datos.example.org"


def test_the_token_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "clave").write_text("una-clave\n", encoding="utf-8")
    settings = read_settings(
        tmp_path, {"CKAN_URL": "http://localhost:5000", "CKAN_API_TOKEN_FILE": f"{tmp_path}/clave"}
    )
    assert settings is not None
    assert (settings.token, settings.slug) == ("una-clave", "localhost-5000")


def test_the_token_shows_in_nothing_that_can_be_printed(tmp_path: Path) -> None:
    assert "una-clave" not in repr(read_settings(tmp_path, PORTAL))
    with pytest.raises(PortalSettingsError) as refused:
        read_settings(tmp_path, {**PORTAL, "CKAN_API_TOKEN": "canario 7f3"})
    assert "7f3" not in str(refused.value)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"CKAN_API_TOKEN": ""}, "falta con qué entrar"),
        ({"CKAN_URL": "datos.example.org"}, "https://"),
        ({"CKAN_MAX_MIB": "mucho"}, "mayor que cero"),
        ({"CKAN_ATTEMPTS": "0"}, "mayor que cero"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told(tmp_path: Path, more: dict[str, str], said: str) -> None:
    with pytest.raises(PortalSettingsError, match=said):
        read_settings(tmp_path, {**PORTAL, **more})


def test_an_unknown_setting_in_the_file_is_told_and_so_is_a_file_that_is_no_toml(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('direccion = "x"\n', encoding="utf-8")
    with pytest.raises(PortalSettingsError, match="no se conoce «direccion»"):
        read_settings(tmp_path, PORTAL)
    (tmp_path / FILE).write_text("esto no\n", encoding="utf-8")
    with pytest.raises(PortalSettingsError, match="TOML"):
        read_settings(tmp_path, PORTAL)
