// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.noparallel;

import dev.platter.api.Contents;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.util.Locale;
import java.util.Map;

/** Narrows the thread model of its chain, and does nothing else: what it opens is the disk behind itself. */
@NbdFilter(name = "noparallel", summary = "serves one request or one connection at a time", contents = Contents.NONE)
public final class NoParallelFilter implements Filter {
    private final Serialize serialize;

    /**
     * The parameters.
     *
     * @param serialize what happens one at a time
     */
    public record Config(
            @Parameter(
                    aliases = "serialise",
                    defaultValue = "requests",
                    help = "What happens one at a time: the requests of each connection, all requests, or connections.")
            Serialize serialize) {}

    public NoParallelFilter(Config config) {
        serialize = config.serialize();
    }

    @Override
    public Map<String, String> details() {
        return Map.of("thread_model", serialize.model().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public ThreadModel threadModel() {
        return serialize.model();
    }
}
