// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Filter;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.Registration;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import dev.platter.api.TlsSession;
import dev.platter.api.TransparentDisk;
import dev.platter.api.UnixCredentials;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log of a connection tells the calls of each member, the outermost first. */
class TraceTest {
    private static final class AnyDisk implements Disk {
        @Override
        public long size() {
            return 1000;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {}

        @Override
        public void flush() {}

        @Override
        public void trim(long offset, long length, RequestFlags flags) {}

        @Override
        public void zero(long offset, long length, RequestFlags flags) {}

        @Override
        public void cache(long offset, long length) {}

        @Override
        public void extents(long offset, long length, ExtentSink sink) {
            sink.add(offset, length, 0);
        }
    }

    @NbdPlugin(name = "any", summary = "opens a disk", threadModel = ThreadModel.PARALLEL)
    private record Any() implements Plugin {
        @Override
        public Disk open(Client client) {
            return new AnyDisk();
        }
    }

    private record Around() implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new TransparentDisk(next.open(client));
        }
    }

    /** Keeps the lines of a level, and those above it. */
    private record Lines(Level least, List<String> kept) implements System.Logger {
        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle texts, String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                kept.add(message);
            }
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle texts, String format, @Nullable Object... values) {
            log(level, texts, format, (Throwable) null);
        }
    }

    private record Somebody(System.Logger log, Client other) implements LoggedClient {
        @Override
        public long id() {
            return other.id();
        }

        @Override
        public String exportName() {
            return other.exportName();
        }

        @Override
        public boolean readOnly() {
            return other.readOnly();
        }

        @Override
        public Optional<SocketAddress> address() {
            return other.address();
        }

        @Override
        public Optional<UnixCredentials> credentials() {
            return other.credentials();
        }

        @Override
        public Optional<TlsSession> tls() {
            return other.tls();
        }

        @Override
        public boolean isGone() {
            return other.isGone();
        }

        @Override
        public Registration whenGone(Runnable task) {
            return other.whenGone(task);
        }

        @Override
        public void disconnect() {
            other.disconnect();
        }

        @Override
        public Client withExportName(String name) {
            return new Somebody(log, other.withExportName(name));
        }

        @Override
        public Client asReadOnly() {
            return new Somebody(log, other.asReadOnly());
        }
    }

    private static List<String> told(System.Logger.Level least) throws IOException {
        Chain chain =
                Chain.of("plugin", new Any()).filter("filter", new Around()).build();
        chain.prepare();
        chain.start(reason -> {});
        Lines lines = new Lines(least, new ArrayList<>());
        try {
            OpenDisk opened = chain.open(new Somebody(lines, new ServerItself("name", false, new Presence())));
            Disk disk = opened.disk();
            disk.read(ByteBuffer.allocate(10), 5, HoleSink.NONE);
            disk.write(ByteBuffer.allocate(10), 5, RequestFlags.NONE.withFua(true));
            disk.flush();
            disk.trim(1, 2, RequestFlags.NONE);
            disk.zero(3, 4, RequestFlags.NONE.withNoHole(true));
            disk.cache(5, 6);
            disk.extents(7, 8, (offset, length, status) -> true);
            opened.close();
        } finally {
            chain.stop();
        }
        return lines.kept();
    }

    private static List<String> ofBoth(String what) {
        return List.of("filter: " + what, "plugin: " + what);
    }

    @Test
    void everyCallOfEveryMemberIsTold() throws IOException {
        List<String> expected = new ArrayList<>(ofBoth("open readonly=0 exportname=\"name\" tls=0"));
        expected.addAll(ofBoth("pread count=10 offset=5"));
        expected.addAll(ofBoth("pwrite count=10 offset=5 fua=1"));
        expected.addAll(ofBoth("flush"));
        expected.addAll(ofBoth("trim count=2 offset=1 fua=0"));
        expected.addAll(ofBoth("zero count=4 offset=3 may_trim=0 fua=0 fast=0"));
        expected.addAll(ofBoth("cache count=6 offset=5"));
        expected.addAll(ofBoth("extents count=8 offset=7"));
        expected.addAll(ofBoth("close"));
        assertEquals(expected, told(System.Logger.Level.TRACE));
    }

    @Test
    void requestsAreNotToldToThoseWhoDebug() throws IOException {
        List<String> expected = new ArrayList<>(ofBoth("open readonly=0 exportname=\"name\" tls=0"));
        expected.addAll(ofBoth("close"));
        assertEquals(expected, told(System.Logger.Level.DEBUG));
        assertEquals(List.of(), told(System.Logger.Level.INFO));
    }
}
