// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.random;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.spread.Spread;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Serves a disk of random bytes. A seed that nobody has given goes over to a new version, or clients would see other bytes. */
@NbdPlugin(
        name = "random",
        summary = "a disk of random bytes, which a seed repeats",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class RandomPlugin implements Plugin, Stateful {
    private static final String STATE = "platter-generators";
    private static final long SEEDS = 1L << 32;

    private final Config config;
    private long seed;
    private volatile @Nullable Disk disk;

    /**
     * The parameters.
     *
     * @param size of the disk
     * @param seed what the bytes are made of
     */
    public record Config(
            @Parameter(magic = true, help = "Virtual size of the disk.")
            Size size,

            @Parameter(
                    min = 0,
                    max = SEEDS - 1,
                    syntax = "SEED",
                    whenAbsent = "another one each time",
                    help = "What the bytes are made of: the same seed makes the same disk.")
            Optional<Long> seed) {}

    public RandomPlugin(Config config) {
        this.config = config;
        seed = config.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(SEEDS));
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        state.require(STATE, 1, 1);
        if (config.seed().isEmpty()) {
            seed = state.get("seed", Long.class);
        }
    }

    @Override
    public void start(Context context) {
        context.logger().log(System.Logger.Level.DEBUG, "seed={0}", Long.toString(seed));
        disk = new RandomDisk(
                config.size().bytes(), new RandomBytes(seed), new Spread(context.workers(), RandomDisk.PART));
    }

    @Override
    public Disk open(Client client) {
        Disk started = disk;
        if (started == null) {
            throw new IllegalStateException("not started yet");
        }
        return started;
    }

    /** A seed that was given is also given to the next instance, so the two make the same bytes. */
    @Override
    public boolean coexists() {
        return config.seed().isPresent();
    }

    @Override
    public HandedState release() {
        return HandedState.of(STATE, 1, Map.of("seed", seed));
    }

    @Override
    public void keep() {}
}
