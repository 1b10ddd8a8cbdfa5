// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sh;

import dev.platter.api.Contents;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.scripts.ScriptedPlugin;
import java.util.List;

/** Serves a disk whose requests a script, or any other program, answers. */
@NbdPlugin(
        name = "sh",
        summary = "a disk whose requests a script answers",
        threadModel = ThreadModel.PARALLEL,
        details = ShDetails.class,
        contents = Contents.ELSEWHERE)
public final class ShPlugin extends ScriptedPlugin {
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
        super(
                folder -> script.equals("-") ? FileScript.fromStandardInput(folder) : FileScript.of(script),
                config.parameters(),
                config.script().subList(1, config.script().size()));
    }
}
