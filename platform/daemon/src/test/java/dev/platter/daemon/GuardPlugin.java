// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Records each client that it checks, and admits or refuses it. */
@NbdPlugin(name = "guard", summary = "looks at clients", threadModel = ThreadModel.PARALLEL, contents = Contents.NONE)
public final class GuardPlugin implements Plugin {
    private final Config config;

    /** The parameters. */
    public record Config(
            @Parameter(help = "Where to write.") Path file,

            @Parameter(defaultValue = "false", help = "Whether nobody is let in.")
            boolean refuse) {}

    public GuardPlugin(Config config) {
        this.config = config;
    }

    @Override
    public void accept(Client client) throws IOException {
        Files.writeString(config.file(), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (config.refuse()) {
            throw new IOException("the guard lets nobody in");
        }
    }

    @Override
    public Disk open(Client client) {
        return new HeldPlugin.Zeroes(1 << 20);
    }
}
