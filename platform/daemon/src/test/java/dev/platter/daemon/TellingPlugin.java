// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Counter;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Uses all that a context has, and speaks in the log: before there is a context by Java's loggers. Its size is the
 * number of its starts, which it keeps in its persistent folder.
 */
@NbdPlugin(name = "telling", summary = "tells what it finds", contents = Contents.ELSEWHERE)
public final class TellingPlugin implements Plugin {
    private static final System.Logger OF_CLASS = System.getLogger("class");

    private final System.Logger ofInstance = System.getLogger("instance");
    private @Nullable Counter reads;
    private long starts;

    public TellingPlugin() {
        OF_CLASS.log(Level.WARNING, "constructed");
    }

    @Override
    public void start(Context context) throws IOException {
        OF_CLASS.log(Level.WARNING, "started");
        reads = context.metrics().counter("telling_reads", "Reads");
        context.metrics().gauge("telling_starts", "Starts of all instances", () -> starts);
        Files.writeString(context.temporaryFolder().resolve("scratch"), "x");
        Path number = context.persistentFolder()
                .orElseThrow(() -> new IOException("the number of starts needs a state folder"))
                .resolve("starts");
        starts = Files.exists(number) ? Long.parseLong(Files.readString(number)) + 1 : 1;
        Files.writeString(number, Long.toString(starts));
        context.logger().log(Level.WARNING, "scratch in " + context.temporaryFolder());
        // Too much on purpose, and then never closed.
        try {
            context.buffers().allocate(Integer.MAX_VALUE).close();
        } catch (DiskException e) {
            context.logger().log(Level.WARNING, e.error() + " " + e.getMessage());
        }
        context.buffers().allocate(12345);
    }

    @Override
    public Disk open(Client client) {
        return new TellingDisk(this);
    }

    /** The disk. */
    public record TellingDisk(TellingPlugin plugin) implements Disk {
        @Override
        public long size() {
            return plugin.starts;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            if (plugin.reads != null) {
                plugin.reads.increment();
            }
            plugin.ofInstance.log(Level.WARNING, "instance reads");
            OF_CLASS.log(Level.WARNING, "class reads");
            while (into.hasRemaining()) {
                into.put((byte) 1);
            }
        }
    }
}
