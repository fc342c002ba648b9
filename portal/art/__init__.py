"""The portal's own drawn pictures: no stock photograph, no face, the same picture for the same seed."""

from portal.art.scenes import KINDS, draw

__all__ = ["KINDS", "draw"]
