import java.util.List;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4ModulePlugin;

/** One OpenSearch node, because the vendor's own start-up refuses root: SETTING=VALUE... */
final class OpenSearchNode {
    public static void main(String[] arguments) throws Exception {
        var settings = Settings.builder();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        var environment = new Environment(settings.build(), null);
        LogConfigurator.setNodeName(Node.NODE_NAME_SETTING.get(environment.settings()));
        LogConfigurator.configure(environment);
        var node = new OpenSearchRunnerNode(
            environment,
            List.of(
                MapperExtrasModulePlugin.class,
                Netty4ModulePlugin.class,
                ReindexModulePlugin.class));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
        }));
        node.start();
        Thread.currentThread().join();
    }
}
