// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.spread.Transforming;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Swaps the bytes of each word, for disks of machines with another order of bytes. */
@NbdFilter(name = "swab", summary = "swaps the bytes of each word", contents = Contents.NONE)
public final class SwabFilter implements Filter {
    /** How many bytes are swapped in 20 µs. */
    private static final int PART = 128 * 1024;

    private final WordSize words;
    private @Nullable Transforming bytes;

    /**
     * The parameters.
     *
     * @param swabBits the size of a word
     */
    public record Config(
            @Parameter(
                    defaultValue = "16",
                    syntax = "8|16|32|64",
                    help = "How many bits a word has; 8 changes nothing.")
            WordSize swabBits) {}

    public SwabFilter(Config config) {
        words = config.swabBits();
    }

    @Override
    public void start(Opener next, Context started) {
        bytes = new Transforming(
                (from, fromIndex, to, toIndex, length, _) -> words.swap(from, fromIndex, to, toIndex, length),
                started.workers(),
                PART);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Transforming swapping = bytes;
        if (swapping == null) {
            throw new IllegalStateException("not started yet");
        }
        return words.bytes() == 1 ? next.open(client) : new SwabDisk(next.open(client), words, swapping);
    }
}
