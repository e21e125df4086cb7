"""List in the catalogue the videos that were public before there was one."""

from django.db import migrations

# As `videos.catalogue` writes it, on the tables of this moment.
FILL = """
INSERT INTO videos_catalogueentry (
    page_id, community_id, published_at, theme_id, contributor_id, levels, keywords,
    is_captioned, duration, views, thanks
)
SELECT DISTINCT ON (page.id)
    page.id, community.id,
    coalesce(page.first_published_at, page.last_published_at, now()),
    video.theme_id, video.contributor_id,
    ARRAY(SELECT level_id FROM videos_videopage_levels WHERE videopage_id = page.id ORDER BY 1),
    ARRAY(SELECT keyword_id FROM videos_videopage_keywords WHERE videopage_id = page.id ORDER BY 1),
    coalesce(media.captions, '') <> '', coalesce(media.duration, 0),
    coalesce((SELECT sum(count) FROM videos_dailyviews WHERE page_id = page.id), 0),
    (SELECT count(*) FROM videos_thanks WHERE page_id = page.id)
FROM community_community AS community
JOIN wagtailcore_site AS site ON site.id = community.site_id
JOIN wagtailcore_page AS root ON root.id = site.root_page_id
JOIN wagtailcore_page AS page ON starts_with(page.path, root.path)
JOIN videos_videopage AS video ON video.page_ptr_id = page.id
LEFT JOIN videos_videomedia AS media ON media.id = video.media_id
WHERE page.live AND NOT EXISTS (
    SELECT 1 FROM wagtailcore_pageviewrestriction AS restriction
    JOIN wagtailcore_page AS closed ON closed.id = restriction.page_id
    WHERE starts_with(page.path, closed.path)
)
ORDER BY page.id, length(root.path) DESC
ON CONFLICT (page_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("videos", "0004_watching_and_talking")]

    operations = [migrations.RunSQL(FILL, "DELETE FROM videos_catalogueentry")]
