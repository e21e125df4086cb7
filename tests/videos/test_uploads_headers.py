"""Headers that anybody may write: read as the protocol says, or refused, never a crash."""

import base64

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from videos.uploads import protocol
from videos.uploads.protocol import Refusal, parse_metadata

VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
KEYS = st.text(VISIBLE.replace(",", ""), min_size=1, max_size=20)


def written(values: dict[str, bytes], separator: str = ",") -> str:
    return separator.join(
        f"{key} {base64.b64encode(value).decode()}" for key, value in values.items()
    )


@given(st.dictionaries(KEYS, st.binary(max_size=60), max_size=8), st.sampled_from([",", ", "]))
def test_metadata_is_read_as_it_was_written(values, separator):
    assert parse_metadata(written(values, separator)) == values


@given(st.text(max_size=200) | st.text(f"{VISIBLE} ", max_size=200))
def test_any_metadata_is_read_or_refused(header):
    try:
        values = parse_metadata(header)
    except ValueError:
        return
    assert all(key in header for key in values)
    assert header.isascii()  # it will be sent back


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("", {}),
        ("is_confidential", {"is_confidential": b""}),
        ("is_confidential ,a YQ==", {"is_confidential": b"", "a": b"a"}),
    ],
)
def test_metadata_may_be_empty(header, values):
    assert parse_metadata(header) == values


@pytest.mark.parametrize(
    "header", ["a YQ", "a Y Q==", "é YQ==", "a\tYQ==", ",", "a YQ==,", "a" * 9000]
)
def test_malformed_metadata_is_refused(header):
    with pytest.raises(ValueError, match=r"."):
        parse_metadata(header)


@given(
    st.sampled_from(["Upload-Offset", "Upload-Length", "Upload-Checksum", "Upload-Metadata"]),
    st.text(st.characters(codec="latin-1"), max_size=80),
)
def test_any_header_is_read_or_refused_with_a_client_error(name, value):
    request = RequestFactory().patch("/", headers={name: value})
    for read in (
        protocol.upload_offset,
        protocol.upload_length,
        protocol.upload_checksum,
        protocol.upload_metadata,
        protocol.method_of,
    ):
        try:
            read(request)
        except Refusal as refusal:
            assert refusal.status == 400


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_any_size_is_read(size):
    request = RequestFactory().patch("/", headers={"Upload-Offset": str(size)})

    assert protocol.upload_offset(request) == size
