// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.HandedState;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Stateful;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.spread.Transforming;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Obfuscates a disk. A seed that nobody has given goes over to a new version, which could not read the disk without it. */
@NbdFilter(
        name = "xor",
        summary = "combines the bytes of the disk behind it with a key, which hides them badly",
        contents = Contents.ELSEWHERE)
public final class XorFilter implements Filter, Stateful {
    private static final String STATE = "platter-xor";

    /** How many bytes are combined in 20 µs. */
    private static final int PART = 64 * 1024;

    private final Config config;
    private long number;
    private @Nullable Transforming bytes;

    /**
     * The parameters.
     *
     * @param xor the key
     * @param xorlen how many bytes a number has
     */
    public record Config(
            @Parameter(
                    syntax = "N|rand[:SEED]",
                    example = "0x55",
                    help = "The key: a number, which is repeated, or random bytes that a seed repeats. Without SEED"
                            + " another one is drawn each time.")
            KeyText xor,

            @Parameter(
                    min = 1,
                    max = Long.BYTES,
                    whenAbsent = "1",
                    help = "How many bytes of the disk the number is repeated after; its most significant byte is the"
                            + " first.")
            Optional<Integer> xorlen) {
        /** Checks that the number fits. */
        public Config {
            if (xor.random() && xorlen.isPresent()) {
                throw new ParameterException("xorlen", "a random key has no length: leave it out");
            }
            int length = xorlen.orElse(1);
            if (!xor.random() && length < Long.BYTES && xor.number().orElseThrow() >>> (length * Byte.SIZE) != 0) {
                throw new ParameterException(
                        "xor",
                        "0x" + Long.toHexString(xor.number().orElseThrow()) + " does not fit into " + length
                                + (length == 1 ? " byte" : " bytes") + ": give xorlen=, up to 8");
            }
        }

        private Key key(long number) {
            return xor.random() ? new RandomKey(number) : new RepeatedKey(number, xorlen.orElse(1));
        }
    }

    public XorFilter(Config config) {
        this.config = config;
        number = config.xor()
                .number()
                .orElseGet(() -> ThreadLocalRandom.current().nextLong());
    }

    private boolean isDrawn() {
        return config.xor().number().isEmpty();
    }

    /** A key that was given is also given to the next instance. */
    @Override
    public boolean coexists() {
        return !isDrawn();
    }

    @Override
    public HandedState release() {
        return HandedState.of(STATE, 1, Map.of("seed", number));
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        state.require(STATE, 1, 1);
        if (isDrawn()) {
            number = state.get("seed", Long.class);
        }
    }

    @Override
    public void keep() {}

    @Override
    public void start(Opener next, Context context) {
        if (isDrawn()) {
            context.logger()
                    .log(
                            System.Logger.Level.WARNING,
                            "xor=rand: what is written can be read again only with xor=rand:{0}",
                            Long.toUnsignedString(number));
        }
        bytes = new Transforming(config.key(number)::apply, context.workers(), PART);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Transforming combining = bytes;
        if (combining == null) {
            throw new IllegalStateException("not started yet");
        }
        return new XorDisk(next.open(client), combining);
    }
}
