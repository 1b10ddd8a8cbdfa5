// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** The smallest plugin that takes a parameter, for the tests of the command line. */
@NbdPlugin(name = "tiny", summary = "zeroes")
public final class TinyPlugin implements Plugin {
    public record Config(
            @Parameter(magic = true, help = "virtual size") Size size,

            @Parameter(help = "how start ends", defaultValue = "well")
            String start) {}

    private final Config config;

    public TinyPlugin(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, String> details() {
        return Map.of("tiny_sectors", Long.toString(config.size().bytes() / 512));
    }

    @Override
    public void start(Context context) throws IOException {
        switch (config.start()) {
            case "badly" -> throw new IOException("tiny: the device is not there");
            case "never" -> sleep();
            case "shutdown" -> context.shutdown("tiny has seen enough");
            default -> {
                // As it should be.
            }
        }
    }

    private static void sleep() throws InterruptedIOException {
        try {
            Thread.sleep(Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public Disk open(Client client) {
        return new Disk() {
            @Override
            public long size() {
                return config.size().bytes();
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes) {
                while (into.hasRemaining()) {
                    into.put((byte) 0);
                }
            }
        };
    }
}
