"""The tables that the migrations make are the tables that the code means. On both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from triage.store import Store
from triage.tables import Base


def test_migrations_and_tables_agree(any_settings):
    store = Store.open(any_settings.database)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    store.close()


def test_several_processes_may_open_an_empty_database_at_once(any_settings):
    def open_and_close(_):
        Store.open(any_settings.database).close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(open_and_close, range(6)))
