// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.perl;

import dev.platter.api.Contents;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.interpreters.InterpretedPlugin;
import dev.platter.interpreters.Language;
import java.util.List;

/** Serves a disk whose requests a script in Perl answers. */
@NbdPlugin(
        name = "perl",
        summary = "a disk whose requests a script in Perl answers",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class PerlPlugin extends InterpretedPlugin {
    /**
     * The parameters.
     *
     * @param script the file; what follows are values of this key for the script
     * @param parameters what the script is configured with
     */
    public record Config(
            @Parameter(
                    magic = true,
                    help = "The file with the script. Further values of this key, and words without a key, go to the"
                            + " script.")
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
                throw new ParameterException("script", "the first parameter must be script=/path/to/script.pl");
            }
        }
    }

    /**
     * Keeps the parameters; nothing runs before {@code prepare}.
     *
     * @param config the parameters
     */
    public PerlPlugin(Config config) {
        this(config, List.of("perl"));
    }

    PerlPlugin(Config config, List<String> programs) {
        super(
                Language.of("Perl", programs, "perl", "-e", Language.helper(PerlPlugin.class, "helper.pl")),
                config.script(),
                config.parameters());
    }
}
