// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.HandedState;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Stateful;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Probability;
import dev.platter.api.parameters.Region;
import dev.platter.evilbits.Density;
import dev.platter.evilbits.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Corrupts reads, to test whether programs that keep checksums notice. Writes reach the disk unchanged.
 *
 * <p>A seed that the instance has drawn itself is handed over to the next version, or its stuck bits would move.
 */
@NbdFilter(
        name = "evil",
        summary = "corrupts reads, to test checksums",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class EvilFilter implements Filter, Stateful {
    /** Above this probability a read takes so long that no event loop should do it. */
    private static final double MANY = 1e-3;

    private static final String FORMAT = "platter-evil";
    private static final String SEED = "seed";

    private final Config config;
    private Seed seed;
    private Corruption corruption;
    private @Nullable OutputStream logFile;
    private CorruptionLog corruptionLog = CorruptionLog.NONE;

    /**
     * The parameters.
     *
     * @param evil where corruption comes from
     * @param evilProbability the probability that a bit is corrupted; empty for the mode's usual one
     * @param evilStuckProbability the probability that a stuck bit is stuck in a read
     * @param evilSeed decides which bits are corrupted; empty for a random one
     * @param evilBurst how many neighbouring bits are corrupted together
     * @param evilRange the ranges that are corrupted; none for the whole disk
     * @param evilCount how many bits are corrupted in all; empty for any number
     * @param evilTrigger the file without which nothing is corrupted
     * @param evilLog the file that lists the corrupted bits
     */
    public record Config(
            @Parameter(
                    aliases = "evil-mode",
                    defaultValue = "stuck-bits",
                    help = "What is bad: cosmic rays flip bits in transit, bits of the disk are stuck, or wires in"
                            + " transit are.")
            EvilMode evil,

            @Parameter(
                    help = "The probability that a bit is corrupted; without it, 1e-8 for cosmic-rays and stuck-bits,"
                            + " and 1e-6 for stuck-wires.")
            Optional<Probability> evilProbability,

            @Parameter(
                    defaultValue = "1",
                    help = "The probability that a read sees a stuck bit's stuck value, drawn anew for each read.")
            Probability evilStuckProbability,

            @Parameter(
                    syntax = "NUMBER",
                    help = "The number that decides which bits are corrupted; without it, each run chooses one at"
                            + " random.")
            Optional<Seed> evilSeed,

            @Parameter(
                    defaultValue = "1",
                    help = "How many neighbouring bits are corrupted together. The probability is still that of a"
                            + " single bit.")
            int evilBurst,

            @Parameter(help = "Corrupt only this part of the disk. May be repeated; without it, the whole disk.")
            List<Region> evilRange,

            @Parameter(help = "Corruption ends after this number of bits, over all connections; without it, never.")
            Optional<Long> evilCount,

            @Parameter(help = "Nothing is corrupted unless this file exists; without this parameter, always.")
            Optional<Path> evilTrigger,

            @Parameter(help = "A file that gets a line of JSON for each bit that was corrupted.")
            Optional<Path> evilLog) {
        /**
         * Checks the numbers.
         *
         * @throws ParameterException if one of them is out of its range
         */
        public Config {
            if (evilBurst < 1 || evilBurst > Density.LONGEST_BURST) {
                throw new ParameterException(
                        "evil-burst", "must be from 1 to " + Density.LONGEST_BURST + " bits, not " + evilBurst);
            }
            if (evilCount.isPresent() && evilCount.get() < 0) {
                throw new ParameterException("evil-count", "must be 0 or more, not " + evilCount.get());
            }
        }

        private double probability() {
            return evilProbability.orElse(evil.usual()).value();
        }

        private Corruption corruption(Seed seed) {
            return new Corruption(
                    evil.evil(seed, new Density(probability(), evilBurst), evilStuckProbability),
                    new Reach(List.copyOf(evilRange)),
                    new Allowance(evilCount.map(OptionalLong::of).orElse(OptionalLong.empty())),
                    evilTrigger);
        }

        private boolean waits() {
            return evilLog.isPresent() || evilTrigger.isPresent() || probability() > MANY;
        }
    }

    public EvilFilter(Config config) {
        this.config = config;
        seed = config.evilSeed().orElseGet(Seed::any);
        corruption = config.corruption(seed);
    }

    /** A seed that was given is also given to the next instance, so the two corrupt the same bits. */
    @Override
    public boolean coexists() {
        return config.evilSeed().isPresent();
    }

    @Override
    public HandedState release() {
        return HandedState.of(FORMAT, 1, Map.of(SEED, seed.value()));
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        state.require(FORMAT, 1, 1);
        if (config.evilSeed().isEmpty()) {
            seed = new Seed(state.get(SEED, Long.class));
            corruption = config.corruption(seed);
        }
    }

    @Override
    public void keep() {}

    @Override
    public void prepare() throws IOException {
        if (config.evilLog().isPresent()) {
            logFile = EvilLog.create(config.evilLog().get());
        }
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        if (!corruption.reach().isEverywhere()) {
            checkReach(next, context);
        }
        context.logger().log(Level.DEBUG, "evil-seed=" + seed + " corrupts the same bits again");
        if (logFile != null) {
            corruptionLog =
                    new EvilLog(config.evilLog().orElseThrow(), logFile, InstantSource.system(), context.logger());
        }
    }

    /**
     * Refuses ranges before any client connects, if the disk behind can be opened without one. Each client's disk is
     * checked again: another export name may mean another disk, and the size may change.
     */
    private void checkReach(Opener next, Context context) throws IOException {
        Disk behind;
        try {
            behind = next.open(context.client());
        } catch (IOException e) {
            context.logger().log(Level.DEBUG, "evil-range is checked when a client connects: " + e.getMessage());
            return;
        }
        try (behind) {
            corruption.reach().check(behind.size());
        }
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            boolean knowsExtents = behind.features().extents() == Support.NATIVE;
            return config.waits()
                    ? new WaitingEvilDisk(behind, corruption, knowsExtents, corruptionLog, client.id())
                    : new EvilDisk(behind, corruption, knowsExtents);
        } catch (IOException | RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    @Override
    public void stop() throws IOException {
        if (logFile != null) {
            logFile.close();
        }
    }
}
