// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spinning;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes a disk as slow as one whose heads must move, and says so. */
@NbdFilter(name = "spinning", summary = "delays requests as a disk that turns does", contents = Contents.NONE)
public final class SpinningFilter implements Filter {
    private final Arms arms;
    private @Nullable Context context;

    /**
     * The parameters.
     *
     * @param heads how many heads there are
     * @param separateHeads whether each has an arm of its own
     * @param minSeekTime how long a head takes to the next track
     * @param halfSeekTime how long it takes over half of its part
     * @param maxSeekTime how long it takes over all of its part
     */
    public record Config(
            @Parameter(
                    defaultValue = "1",
                    min = 1,
                    max = 64,
                    syntax = "N",
                    help = "How many heads the disk has; each has an equal part of it.")
            int heads,

            @Parameter(defaultValue = "false", help = "Whether the heads move independently of each other.")
            boolean separateHeads,

            @Parameter(defaultValue = "10ms", help = "How long a head takes to the next track.")
            Duration minSeekTime,

            @Parameter(defaultValue = "200ms", help = "How long a head takes over half of its part of the disk.")
            Duration halfSeekTime,

            @Parameter(defaultValue = "500ms", help = "How long a head takes over all of its part of the disk.")
            Duration maxSeekTime) {
        SeekTimes times() {
            return new SeekTimes(minSeekTime.toNanos(), halfSeekTime.toNanos(), maxSeekTime.toNanos());
        }
    }

    public SpinningFilter(Config config) {
        this(config, System::nanoTime);
    }

    SpinningFilter(Config config, LongSupplier clock) {
        arms = new Arms(config.heads(), config.separateHeads(), config.times(), clock);
    }

    @Override
    public void start(Opener next, Context started) {
        context = started;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Context server = context;
        if (server == null) {
            throw new IllegalStateException("not started yet");
        }
        Disk behind = next.open(client);
        try {
            return new SpinningDisk(behind, arms, behind.size(), behind.features(), server, client);
        } catch (IOException | RuntimeException | Error e) {
            behind.close();
            throw e;
        }
    }
}
