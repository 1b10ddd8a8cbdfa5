// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sh;

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
import java.util.List;
import java.util.Map;

/** Serves a disk whose requests a script, or any other program, answers. */
@NbdPlugin(
        name = "sh",
        summary = "a disk whose requests a script answers",
        threadModel = ThreadModel.PARALLEL,
        details = ShDetails.class,
        contents = Contents.ELSEWHERE)
public final class ShPlugin implements Plugin {
    private final ScriptedPlugin plugin;

    /**
     * The parameters.
     *
     * @param script the program; what follows are values for it
     * @param parameters what the script is configured with
     */
    public record Config(
            @Parameter(
                    magic = true,
                    help = "The script, which must be executable, or - for one that is read from standard input."
                            + " Further words without a key go to the script, if it says which key they belong"
                            + " to.")
            List<String> script,

            @Parameter(rest = true, help = "What the script is configured with.")
            List<KeyValue> parameters) {
        /**
         * Checks that there is a script.
         *
         * @throws ParameterException if there is none
         */
        public Config {
            if (script.isEmpty()) {
                throw new ParameterException("script", "the first parameter must be script=/path/to/script");
            }
        }
    }

    /**
     * Keeps the parameters; nothing runs before {@code prepare}.
     *
     * @param config the parameters
     */
    public ShPlugin(Config config) {
        String script = config.script().getFirst();
        plugin = new ScriptedPlugin(
                folder -> script.equals("-") ? FileScript.fromStandardInput(folder) : FileScript.of(script),
                config.parameters(),
                config.script().subList(1, config.script().size()));
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
