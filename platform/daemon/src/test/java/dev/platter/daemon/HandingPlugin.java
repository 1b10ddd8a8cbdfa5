// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** A disk of zeroes that hands its state over. One step of a hand-over waits until the test permits it at a port. */
@NbdPlugin(
        name = "handing",
        summary = "waits for others while it is replaced",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class HandingPlugin implements Plugin, Stateful {
    private final Config config;

    /** A step at which the plugin waits. */
    public enum Step {
        /** Of the old instance. */
        RELEASE,
        /** Of the new instance. */
        ADOPT,
        /** Of the new instance, for each client. */
        OPEN,
        /** Of the old instance, for each client. */
        CLOSE,
        /** Of either instance. */
        KEEP
    }

    /** The parameters. */
    public record Config(
            @Parameter(help = "The step.") Optional<Step> step,

            @Parameter(help = "Where to ask before it.") Optional<Integer> port) {}

    public HandingPlugin(Config config) {
        this.config = config;
    }

    private void ask(Step step) throws IOException {
        if (config.step().equals(Optional.of(step))) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), config.port().orElseThrow())) {
                socket.getInputStream().read();
            }
        }
    }

    @Override
    public boolean coexists() {
        return false;
    }

    @Override
    public HandedState release() throws IOException {
        ask(Step.RELEASE);
        return HandedState.of("handing", 1, Map.of());
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        ask(Step.ADOPT);
    }

    @Override
    public void keep() {
        try {
            ask(Step.KEEP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        ask(Step.OPEN);
        return new Zeroes(this);
    }

    /** The disk. */
    public record Zeroes(HandingPlugin plugin) implements Disk {
        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
        }

        @Override
        public void close() throws IOException {
            plugin.ask(Step.CLOSE);
        }
    }
}
