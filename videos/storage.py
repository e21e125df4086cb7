"""Private storage at an S3 provider. Needs requirements-s3.txt; see docs/deployment.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3File, S3Storage


class PrivateS3Storage(S3Storage):
    """A bucket that nobody reads but by an address signed for a few minutes.

    What goes wrong there is an OSError, as on a disk: the same attempts answer both.
    """

    def get_default_settings(self):
        return super().get_default_settings() | {
            "file_overwrite": False,
            # One address for all, so that our pages' policy can name it; patience in seconds; and
            # no checksum that providers other than Amazon may not know.
            "client_config": Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 3},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(self, name, parameters=None, expire=None, http_method=None):
        """Sign an address for one method: S3 refuses a GET address to a HEAD."""
        place = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
        return self._signer.generate_presigned_url(
            "get_object",
            Params=place | (parameters or {}),
            ExpiresIn=expire or self.querystring_expire,
            HttpMethod=http_method,
        )

    @cached_property
    def _signer(self):
        # One for all threads, which boto3 allows: django-storages makes one for each, and the web
        # server has hundreds.
        return self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=self.client_config,
        )

    def _open(self, name, mode="rb"):
        with failures_of_a_disk():
            return RemoteFile(self._normalize_name(name), mode, self)

    def _save(self, name, content):
        with failures_of_a_disk():
            return super()._save(name, content)

    def exists(self, name):
        with failures_of_a_disk():
            return super().exists(name)

    def size(self, name):
        with failures_of_a_disk():
            return super().size(name)

    def delete(self, name):
        with failures_of_a_disk():
            super().delete(name)


class RemoteFile(S3File):
    def _get_file(self):
        with failures_of_a_disk():
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


@contextmanager
def failures_of_a_disk() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(str(error)) from error
        raise OSError(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(str(error)) from error
