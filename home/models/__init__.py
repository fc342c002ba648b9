"""Models of the home layer."""

from home.contact.sending import Sending
from home.models.contact_page import ContactPage
from home.models.home_page import HomePage, MenuItem
from home.models.importing import ImportedRow
from home.models.site_map_page import SiteMapPage
from home.models.standard_page import StandardPage

__all__ = ["ContactPage", "HomePage", "ImportedRow", "MenuItem", "Sending", "SiteMapPage", "StandardPage"]
