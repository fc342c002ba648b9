import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One Elasticsearch node, because the vendor's own start-up is not published: MODULES_FOLDER SETTING=VALUE... */
final class ElasticsearchNode {
    public static void main(String[] arguments) throws Exception {
        var settings = Settings.builder();
        for (int i = 1; i < arguments.length; i++) {
            var parts = arguments[i].split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        var environment = new Environment(settings.build(), null);
        LogConfigurator.setNodeName(Node.NODE_NAME_SETTING.get(environment.settings()));
        LogConfigurator.configure(environment, true);
        var modules = PluginsLoader.loadModulesBundles(Path.of(arguments[0]), false);
        var node = new Node(environment, PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of(), false));
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
