"""Many pages at once, as rows: saving a thousand through Wagtail takes a minute."""

from django.db import connection

from videos import catalogue
from videos.models import VideoPage


def multiply(page: VideoPage, count: int) -> None:
    """Add copies of a video beside it, so that its list holds `count` videos."""
    changed = {
        "id": "nextval(pg_get_serial_sequence('wagtailcore_page', 'id'))",
        "path": "left(path, -4) || 'Z' || lpad(upper(to_hex(n)), 3, '0')",
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


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [
            column.name for column in connection.introspection.get_table_description(cursor, table)
        ]
