"""Keys of entries and marks: what they are about, as text."""


def page_key(page_id: int) -> str:
    """The key of a page's entry and marks."""
    return f"page:{page_id}"


def document_key(document_id: int) -> str:
    """The key of a document's entry and marks."""
    return f"document:{document_id}"


def labels_key(facet: str) -> str:
    """The key of the mark that says that the names of a facet's values changed."""
    return f"labels:{facet}"


def ids(keys: "set[str]", kind: str) -> set[int]:
    """The identifiers of the keys of a kind (`page` or `document`)."""
    return {int(key.partition(":")[2]) for key in keys if key.startswith(f"{kind}:")}
