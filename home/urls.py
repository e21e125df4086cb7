from django.urls import include, path

from home import account_views, contact_views, feeds, site_map, sitemaps, views

account = [
    path("", account_views.account, name="account"),
    path("export/", account_views.export, name="account_export"),
    path("export/<uuid:uuid>/", account_views.export_file, name="account_export_file"),
    path("supprimer/", account_views.delete, name="account_delete"),
]

urlpatterns = [
    path("mon-espace/compte/", include(account)),
    path("compte-supprime/", account_views.deleted, name="account_deleted"),
    path("contact/", contact_views.contact_page, name="contact"),
    path("contact/merci/", contact_views.contact_sent, name="contact_sent"),
    path("plan-du-site/", site_map.site_map, name="site_map"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("flux/", include(feeds)),
]
