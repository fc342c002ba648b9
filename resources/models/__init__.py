"""Models of the resources layer."""

from resources.models.capitalisation import CapitalisationPage
from resources.models.dossier import DossierItem, DossierPage
from resources.models.index import ResourceIndexPage
from resources.models.links import PageActor, PageInitiative, PageResource
from resources.models.news import NewsIndexPage, NewsPage
from resources.models.report import ReportPage
from resources.models.tool import ToolPage
from resources.models.training import TrainingKitPage
from resources.models.veille import VeillePage

__all__ = [
    "CapitalisationPage",
    "DossierItem",
    "DossierPage",
    "NewsIndexPage",
    "NewsPage",
    "PageActor",
    "PageInitiative",
    "PageResource",
    "ReportPage",
    "ResourceIndexPage",
    "ToolPage",
    "TrainingKitPage",
    "VeillePage",
]
