"""An Elasticsearch server of our own; `python -m tests.services.elasticsearch` is `make search`."""

import sys
import zipfile
from pathlib import Path

from tests.services.cluster import Cluster, serve
from tests.services.jars import Jars

TRANSPORT = "transport-netty4"


def arrange(folder: Path) -> None:
    """Give the transport the folder of its own that the server loads modules from."""
    module = folder / "modules" / TRANSPORT
    module.mkdir(parents=True)
    for pattern in ("netty-*.jar", f"{TRANSPORT}-*.jar"):
        for jar in (folder / "jars").glob(pattern):
            jar.rename(module / jar.name)
    with zipfile.ZipFile(next(module.glob(f"{TRANSPORT}-*.jar"))) as jar:
        for name in ("entitlement-policy.yaml", "plugin-descriptor.properties"):
            text = jar.read(f"META-INF/es-plugins/{TRANSPORT}/{name}").decode()
            # A named module could not see the server, which is on the class path.
            lines = [line for line in text.splitlines(keepends=True) if not line.startswith("modulename=")]
            (module / name).write_text("".join(lines))


class Elasticsearch(Cluster):
    """The published parts of Elasticsearch: `GET /`, custom analysis and scripts are not in it."""

    name = "elasticsearch"
    jars = Jars("elasticsearch", "9.5.3", "ElasticsearchNode", arrange)
    first_nodes = "cluster.initial_master_nodes"

    def arguments(self, files: Path) -> list[str]:
        """See Cluster."""
        return [str(files / "modules")]


if __name__ == "__main__":
    sys.exit(serve(Elasticsearch, sys.argv[1:]))
