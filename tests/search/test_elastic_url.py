"""SEARCH_URL is read, or refused with a sentence that names it and no secret."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.engines.elastic.url import check_authority, parse
from tests.search.proxy import make_certificate

pytestmark = pytest.mark.once


def test_hosts_prefix_and_defaults() -> None:
    address = parse("elasticsearch://a:9201,b/portal")
    assert (address.brand, address.hosts, address.prefix) == (
        "elasticsearch",
        ("http://a:9201", "http://b:9200"),
        "portal",
    )
    assert (address.shards, address.replicas, address.timeout) == (1, None, 1.0)


def test_credentials_certificates_and_options() -> None:
    quoted = "p%3Aa%2Fss"
    address = parse(
        f"opensearch+https://us%40er:{quoted}@[::1]:9243/p-1?ca=/etc/ca.pem&shards=3&replicas=2&timeout=1.5"
    )
    assert (address.user, address.password, address.ca) == ("us@er", "p:a/ss", "/etc/ca.pem")
    assert (address.hosts, address.shards, address.replicas, address.timeout) == (("https://[::1]:9243",), 3, 2, 1.5)
    assert "p:a/ss" not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://host:9200/portal",
        "elasticsearch+ssh://host/portal",
        "elasticsearch:///portal",
        "elasticsearch://host:9200",
        "elasticsearch://host:9200/",
        "elasticsearch://host:9200/Portal",
        "elasticsearch://user:secret@host:port/portal",
        "elasticsearch://user:secret@a,,b/portal",
        "elasticsearch://user:secret@ h:9200/portal",
        "elasticsearch://user:secret@a, b/portal",
        "elasticsearch://user:secret@a b/portal",
        "elasticsearch://user:secret@a\tb/portal",
        "elasticsearch://user:secret@host/portal?shards=many",
        "elasticsearch://user:secret@host/portal?shards=0",
        "elasticsearch://user:secret@host/portal?ca=/etc/ca.pem",
        "elasticsearch://user:secret@host/portal?verify=no",
        "elasticsearch://user:secret@host/portal?timeout=0",
    ],
)
def test_what_cannot_be_read_names_the_variable_and_no_secret(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^SEARCH_URL ") as error:
        parse(url)
    assert "secret" not in str(error.value)


def test_an_authority_that_is_no_file_of_certificates_is_named_at_start(tmp_path: Path) -> None:
    def check(ca: Path) -> None:
        check_authority(parse(f"elasticsearch+https://user:secret@host/portal?ca={ca}"))

    (tmp_path / "empty.pem").write_text("nothing")
    for wrong in (tmp_path / "missing.pem", tmp_path / "empty.pem"):
        with pytest.raises(ImproperlyConfigured, match=r"^SEARCH_URL names a `ca`") as error:
            check(wrong)
        assert "secret" not in str(error.value)
    check(make_certificate(tmp_path))
