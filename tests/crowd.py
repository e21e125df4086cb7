"""Many pages at once, as rows: saving a thousand through Wagtail takes a minute."""

from django.db import connection

from videos import catalogue
from videos.models import VideoPage


def multiply(page: VideoPage, count: int) -> None:
    """Add copies of a video beside it, so that its list holds `count` videos."""
    changed = {
        "id": "nextval(pg_get_serial_sequence('wagtailcore_page', 'id'))",
        "path": f"left(path, -4) || {_step('n + 46656')}",
        "slug": "slug || '-' || n",
        "url_path": "url_path || n || '/'",
        "translation_key": "gen_random_uuid()",
    }
    columns = _columns("wagtailcore_page")
    values = [changed.get(column, column) for column in columns]
    own = [column for column in _columns("videos_videopage") if column != "page_ptr_id"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH copies AS (
                INSERT INTO wagtailcore_page ({", ".join(columns)})
                SELECT {", ".join(values)}
                FROM wagtailcore_page, generate_series(1, %(more)s) AS n WHERE id = %(page)s
                RETURNING id
            )
            INSERT INTO videos_videopage (page_ptr_id, {", ".join(own)})
            SELECT copies.id, {", ".join(own)} FROM copies, videos_videopage
            WHERE page_ptr_id = %(page)s
            """,
            {"more": count - 1, "page": page.pk},
        )
    catalogue.rebuild()


def _step(number: str) -> str:
    """A step of a path, four digits in base 36: from “1000” on, far from the pages there are."""
    digits = [
        f"substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', ({number}) / {36**place} %% 36 + 1, 1)"
        for place in (3, 2, 1, 0)
    ]
    return " || ".join(digits)


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [
            column.name for column in connection.introspection.get_table_description(cursor, table)
        ]
