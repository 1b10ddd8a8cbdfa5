// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

import dev.platter.api.Allocation;
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
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.spread.Spread;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Serves a disk with runs of random data and holes. A seed that nobody has given goes over to a new version, or clients
 * would see other bytes.
 */
@NbdPlugin(
        name = "sparse-random",
        summary = "a disk of runs of random data and holes, which a seed repeats",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class SparseRandomPlugin implements Plugin, Stateful {
    private static final String STATE = "platter-sparse-random";
    private static final long SEEDS = 1L << 32;

    private final Config config;
    private long seed;
    private @Nullable Allocation bits;
    private volatile @Nullable Disk disk;

    /**
     * The parameters.
     *
     * @param size of the disk
     * @param seed what it is made of
     * @param percent how much of it is data
     * @param runlength how long the runs of data are on the average
     * @param randomContent whether each byte of the data is random
     */
    public record Config(
            @Parameter(magic = true, help = "Virtual size of the disk.")
            Size size,

            @Parameter(
                    min = 0,
                    max = SEEDS - 1,
                    syntax = "SEED",
                    whenAbsent = "another one each time",
                    help = "What the disk is made of: with the same seed and the same other parameters it is the same"
                            + " disk.")
            Optional<Long> seed,

            @Parameter(
                    defaultValue = "10",
                    syntax = "PERCENT",
                    help = "How much of the disk is data, from 0 to 100; the rest is holes.")
            double percent,

            @Parameter(defaultValue = "16M", help = "How long a run of data is on the average.")
            Size runlength,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether each byte of the data is random. Otherwise each block of 4096 bytes has one random"
                            + " byte again and again, which is quicker.")
            boolean randomContent) {
        /** Checks the ranges. */
        public Config {
            if (!(percent >= 0 && percent <= 100)) {
                throw new ParameterException("percent", "must be from 0 to 100, not " + percent);
            }
            if (runlength.bytes() == 0) {
                throw new ParameterException("runlength", "must be > 0: a run has at least one byte");
            }
        }
    }

    public SparseRandomPlugin(Config config) {
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
    public void start(Context context) throws IOException {
        context.logger().log(System.Logger.Level.DEBUG, "seed={0}", Long.toString(seed));
        int part = config.randomContent() ? SparseRandomDisk.RANDOM_PART : SparseRandomDisk.PART;
        disk = new SparseRandomDisk(
                config.size().bytes(),
                layout(context),
                new BlockBytes(seed, config.randomContent()),
                new Spread(context.workers(), part));
    }

    private Layout layout(Context context) throws IOException {
        long size = config.size().bytes();
        if (config.percent() == 0 || config.percent() == 100 || size == 0) {
            return Layout.uniform(config.percent() == 100);
        }
        long needed = Runs.bytes(size);
        if (needed > Integer.MAX_VALUE) {
            throw new IOException(
                    "a disk of " + config.size() + " needs " + new Size(needed) + " of memory for a bit for each"
                            + " block, and at most 2G can be had:"
                            + " give a size of up to 64T, or"
                            + " percent=0 or percent=100");
        }
        bits = context.buffers().allocate((int) needed);
        return Runs.of(bits.buffer(), seed, config.percent(), config.runlength().bytes());
    }

    @Override
    public Disk open(Client client) {
        Disk started = disk;
        if (started == null) {
            throw new IllegalStateException("not started yet");
        }
        return started;
    }

    @Override
    public void stop() {
        if (bits != null) {
            bits.close();
        }
    }

    /** A seed that was given is also given to the next instance, so the two make the same disk. */
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
