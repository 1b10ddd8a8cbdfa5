// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.eval;

import dev.platter.api.Contents;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.scripts.ScriptedPlugin;
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
public final class EvalPlugin extends ScriptedPlugin {
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
        super(_ -> snippets, rest, List.of());
    }
}
