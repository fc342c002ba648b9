"""The search servers of a whole run of `make test`: started while it lints, shared by its processes.

Prints a line NAME=VALUE for each server, then `ready`; lives until it is told to stop or its parent ends.
"""

import sys
from threading import Event

from tests.services.cluster import Cluster
from tests.services.elasticsearch import Elasticsearch
from tests.services.jars import UnavailableError
from tests.services.opensearch import OpenSearch
from tests.services.processes import die_with_parent, interrupt_when_told


def launched(servers: list[Cluster]) -> list[Cluster]:
    """Those that could be launched; why the others could not goes to stderr."""
    done = []
    for server in servers:
        try:
            server.launch()
            done.append(server)
        except UnavailableError as error:
            print(error, file=sys.stderr)
    return done


def answering(servers: list[Cluster]) -> list[Cluster]:
    """Those that came up."""
    done = []
    for server in servers:
        try:
            server.wait()
            done.append(server)
        except (RuntimeError, TimeoutError) as error:
            print(error, file=sys.stderr)
    return done


def main() -> int:
    """See the module."""
    die_with_parent()()
    interrupt_when_told()
    servers: list[Cluster] = [Elasticsearch(), OpenSearch()]
    try:
        up = answering(launched(servers))
        for server in servers:
            print(f"{server.variable()}={','.join(server.hosts) if server in up else ''}")
        print("ready", flush=True)
        Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        for server in servers:
            server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
