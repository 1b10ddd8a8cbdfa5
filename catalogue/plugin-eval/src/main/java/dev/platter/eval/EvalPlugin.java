// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.eval;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.scripts.ScriptedPlugin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Serves a disk whose requests scripts on the command line answer, one for each method. */
@NbdPlugin(
        name = "eval",
        summary = "a disk whose requests scripts on the command line answer",
        threadModel = ThreadModel.PARALLEL,
        details = EvalDetails.class,
        contents = Contents.ELSEWHERE)
public final class EvalPlugin implements Plugin {
    private final ScriptedPlugin plugin;

    /**
     * The parameters.
     *
     * @param parameters scripts by the names of their methods, and what the script for {@code config} gets
     */
    public record Config(
            @Parameter(
                    rest = true,
                    help = "The scripts for methods, such as get_size='echo 1M', and for all others missing='exit 2'."
                            + " Any other key goes to the script for config.")
            List<KeyValue> parameters) {}

    /**
     * Keeps the parameters; nothing runs before {@code prepare}.
     *
     * @param config the parameters
     */
    public EvalPlugin(Config config) {
        Map<String, String> methods = new HashMap<>();
        List<KeyValue> rest = new ArrayList<>();
        for (KeyValue parameter : config.parameters()) {
            if (Snippets.METHODS.contains(parameter.key())) {
                if (methods.put(parameter.key(), parameter.value()) != null) {
                    throw new ParameterException(
                            parameter.key(), "method " + parameter.key() + " defined more than once");
                }
            } else {
                rest.add(parameter);
            }
        }
        Snippets snippets = new Snippets(methods);
        plugin = new ScriptedPlugin(_ -> snippets, rest, List.of());
    }

    @Override
    public void prepare() throws IOException {
        plugin.prepare();
    }

    @Override
    public ThreadModel threadModel() throws IOException {
        return plugin.threadModel();
    }

    @Override
    public Map<String, String> details() throws IOException {
        return plugin.details();
    }

    @Override
    public void start(Context context) throws IOException {
        plugin.start(context);
    }

    @Override
    public void accept(Client client) throws IOException {
        plugin.accept(client);
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        return plugin.exports(client);
    }

    @Override
    public String defaultExport(Client client) throws IOException {
        return plugin.defaultExport(client);
    }

    @Override
    public Disk open(Client client) throws IOException {
        return plugin.open(client);
    }

    @Override
    public void stop() throws IOException {
        plugin.stop();
    }
}
