// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;

/** A filter that adds nothing but a parameter, for the tests of the command line. */
@NbdFilter(name = "plain", summary = "nothing", threadModel = ThreadModel.SERIALIZE_REQUESTS)
public final class PlainFilter implements Filter {
    public record Config(
            @Parameter(help = "anything", defaultValue = "none")
            String shade) {}

    public PlainFilter(Config config) {}
}
