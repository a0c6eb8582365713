"""Published table to a DataStore that has it: only the rows that differ, changed, added, then gone; then compared."""

from apertura.errors import BrokenPublicationError, PortalRefusedError, PortalUncertainError
from apertura.publication.ckan.datastore.columns import fits, same
from apertura.publication.ckan.datastore.rows import correct, records
from apertura.publication.ckan.datastore.table import (
    Table,
    broken_table,
    portal_fields,
    published_table,
    table_id,
)
from apertura.publication.ckan.mapping.wanted import Wanted
from apertura.publication.ckan.site.survey import LOADERS, Survey
from apertura.publication.ckan.wire.call import read, write
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.patience import patiently, while_busy
from apertura.release.files import data_file

AT_ONCE = 50_000
"""Rows that a table is made with, in the transaction that makes it: up to here nobody sees it without them."""
LARGEST = 256 * 1024 * 1024
"""Bytes of CSV; a larger table is had as a file alone: here it would not fit in memory."""
VIEW = "datatables_view"


def has_table(survey: Survey, wanted: Wanted) -> bool:
    """Whether the table of a version is to be had from the DataStore: there is one, and the table is not huge."""
    [size] = (file.file.size for file in wanted.files if file.name == data_file(wanted.dataset))
    return "datastore" in survey.plugins and size <= LARGEST


def fill(connection: Connection, survey: Survey, wanted: Wanted, *, public: bool) -> None:
    """Have a DataStore hold exactly the table of a version, and show it in a view; compared in the end by content.

    Where the portal has a loader of its own, that is asked to load the file once it is public; the rest is its doing.
    While rows change it is neither empty nor does it have a row twice: rows are told apart by the primary key. After an
    answer that says nothing the table is read again, and only what still differs is sent. Fields that come last, or go,
    do so where the table stands; where one changed its type or place, or the key is another, it is made anew, and for a
    moment is not there. Raises BrokenPublicationError where it is not the published one in the end.
    """
    resource = table_id(wanted)
    if survey.loader:
        if public:
            _ask(connection, survey.loader, resource)
        return
    table = published_table(wanted)
    for attempt in patiently(connection.settings):
        with attempt:
            _columns(connection, survey, resource, table)
            correct(connection, resource, table)
            if VIEW in survey.plugins:
                _view(connection, resource)
    problems = broken_table(connection, wanted) if public else ()
    if problems:
        raise BrokenPublicationError(" ".join(problems))


def _ask(connection: Connection, loader: str, resource: str) -> None:
    """Ask a loader, again where it still works on the version before; CKAN does not where a whole dataset is sent."""
    for attempt in while_busy(connection.settings):
        with attempt:
            try:
                taken = write(connection, LOADERS[loader], {"resource_id": resource})
            except PortalRefusedError:
                # its service is down or will not: what the table then lacks, the verification tells
                return
            if not taken:
                raise PortalUncertainError(f"{loader} todavía carga la versión anterior.")


def _columns(connection: Connection, survey: Survey, resource: str, table: Table) -> None:
    there = portal_fields(connection, resource)
    if there is not None and same(there, table.fields, described=True):
        return
    data = {"resource_id": resource, "force": True, "fields": table.fields, "primary_key": list(table.key)}
    goes = there is not None and len(there) > len([each for each in there if each["id"] in table.rows.columns])
    if there is None or not fits(there, table.fields) or (goes and not survey.drops_fields):
        if there is not None:
            write(connection, "datastore_delete", {"resource_id": resource, "force": True})
        data |= {"records": records(table.rows.head(AT_ONCE), table)}
    elif goes:
        data |= {"delete_fields": True}
    write(connection, "datastore_create", data)


def _view(connection: Connection, resource: str) -> None:
    views = read(connection, "resource_view_list", id=resource) or []
    if any(each["view_type"] == VIEW for each in views):
        return
    try:
        data = {"resource_id": resource, "view_type": VIEW, "title": "Tabla"}
        write(connection, "resource_view_create", data)
    except (PortalRefusedError, PortalUncertainError) as error:
        raise PortalUncertainError(f"No se pudo crear la vista de tabla: {error}") from error
