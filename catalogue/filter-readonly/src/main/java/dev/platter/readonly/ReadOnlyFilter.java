// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Protects a disk from being written to: always, or while a file exists. */
@NbdFilter(
        name = "readonly",
        summary = "protects a disk from writes, always or while a file exists",
        contents = Contents.NONE)
public final class ReadOnlyFilter implements Filter {
    private final Optional<Path> file;

    /**
     * The parameters.
     *
     * @param readonlyFile protects the disk while it exists; empty for always
     */
    public record Config(
            @Parameter(
                    once = true,
                    help = "The disk is protected while this file exists; without this parameter, always.")
            Optional<Path> readonlyFile) {}

    public ReadOnlyFilter(Config config) {
        file = config.readonlyFile();
    }

    /** A disk that is always protected is opened as if the server had the option {@code -r}. */
    @Override
    public Disk open(Opener next, Client client) throws IOException {
        if (file.isPresent()) {
            return new SwitchedDisk(next.open(client), file.get());
        }
        return new ProtectedDisk(next.open(client.asReadOnly()));
    }
}
