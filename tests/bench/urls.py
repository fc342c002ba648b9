"""The portal's addresses, a bare view, and the memory of the process that answers."""

import resource
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urls

BODY = b"<p>Bonjour</p>" * 700


def bare(request: HttpRequest) -> HttpResponse:
    """10 kB, nothing else."""
    return HttpResponse(BODY)


def memory(request: HttpRequest) -> HttpResponse:
    """Resident memory of this worker, in kB (its peak where /proc is missing)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return HttpResponse(line.split()[1])
    return HttpResponse(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


urlpatterns = [path("bench/bare/", bare), path("bench/memory/", memory), *portal_urls]
