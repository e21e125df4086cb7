"""Static files in production: named after their content, compressed, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """A module that imports another finds it under its name of the day."""

    support_js_module_import_aggregation = True
