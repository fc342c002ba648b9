"""Blocks shared by every `body` field."""

from portal.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
