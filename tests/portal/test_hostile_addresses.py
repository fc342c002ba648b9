"""Whatever an address holds, the answer is a page: never an error of the server, on either database."""

from typing import Any

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

PATHS = [
    "/%00/",
    "/initiatives/%00/",
    "/initiatives/" + "x" * 3000 + "/",
    "/initiatives/%F0%9F%8C%8D/",
    "/initiatives/%ED%A0%80/",
    "/initiatives/..%2f..%2fetc/passwd",
    "/documents/1/%00.pdf",
    "/media/images/%00.png",
    "/en/%00/",
]
QUERIES = [
    "theme=%00",
    "theme=a%00b&page=%00",
    "du=%00&au=2026-13-45",
    "lieu=%00",
    "lieu=80%00000&territoire=%00",
    "acteur=%00",
    "territoire=" + "x" * 5000,
    "theme=%ED%A0%80&q=%E2%80%AE",
    "&".join(f"theme=t{number}" for number in range(500)),
    "page=999999999999999999999999",
    "=&&&;;?",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_strange_path_is_a_page_that_is_not_there(path: str, client: Any) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", QUERIES)
def test_a_strange_query_is_answered(query: str, client: Any) -> None:
    for path in ("/", "/initiatives/", "/contact/", "/en/agenda/"):
        assert client.get(f"{path}?{query}").status_code in (200, 404), path
