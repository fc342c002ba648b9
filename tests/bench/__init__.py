"""`make bench`: what pages cost, in one run, beside a bare Django view."""
