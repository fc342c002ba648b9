"""The portal's addresses, a bare view, and what the process that answers has used."""

import time
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urls

BODY = b"<p>Bonjour</p>" * 700


def bare(request: HttpRequest) -> HttpResponse:
    """10 kB, nothing else."""
    return HttpResponse(BODY)


def used(request: HttpRequest) -> HttpResponse:
    """Processor time of this worker since it started, in seconds, and its resident memory in kB."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return HttpResponse(f"{time.process_time()} {line.split()[1]}")


urlpatterns = [path("bench/bare/", bare), path("bench/used/", used), *portal_urls]
