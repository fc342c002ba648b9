"""An OpenSearch server of our own; `python -m tests.services.opensearch` is `make search ENGINE=opensearch`."""

import sys

from tests.services.cluster import Cluster, serve
from tests.services.jars import Jars


class OpenSearch(Cluster):
    """OpenSearch without custom analysis (its Thai needs a whole JDK) and scripts."""

    name = "opensearch"
    jars = Jars("opensearch", "3.8.0", "OpenSearchNode", lambda folder: None)
    first_nodes = "cluster.initial_cluster_manager_nodes"


if __name__ == "__main__":
    sys.exit(serve(OpenSearch, sys.argv[1:]))
