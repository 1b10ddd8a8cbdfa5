// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import com.sun.jna.Function;
import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.client.NbdUri;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** The classes that tests pack into bundles. Classes loaded from a bundle are different from those on the test's class path. */
final class Fixture {
    private Fixture() {}

    /** Every byte reads as seven. */
    @NbdPlugin(name = "sevens", summary = "nothing but sevens")
    public static final class Sevens implements Plugin {
        @Override
        public Disk open(Client client) {
            return new SevensDisk();
        }
    }

    /** The disk of {@link Sevens}. */
    public static final class SevensDisk implements Disk {
        @Override
        public long size() {
            return 512;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            while (into.hasRemaining()) {
                into.put((byte) 7);
            }
        }
    }

    /** Finds a service that lies in its own jar. */
    @NbdPlugin(name = "services", summary = "looks for a service")
    public static final class Services implements Plugin {
        private final String found;

        public Services() {
            found = ServiceLoader.load(Supplier.class)
                    .findFirst()
                    .map(service -> String.valueOf(service.get()))
                    .orElseThrow(() -> new IllegalStateException("there is no service"));
        }

        @Override
        public Disk open(Client client) {
            return new SevensDisk();
        }

        @Override
        public String toString() {
            return found;
        }
    }

    /** The service that {@link Services} looks for. */
    public static final class Service implements Supplier<String> {
        @Override
        public String get() {
            return "found";
        }
    }

    /** Has a name that nobody can write. */
    @NbdPlugin(name = "Sevens@2", summary = "a wrong name")
    public static final class Misnamed implements Plugin {
        @Override
        public Disk open(Client client) {
            return new SevensDisk();
        }
    }

    /** Changes nothing. */
    @NbdFilter(name = "same", summary = "the same")
    public static final class Same implements Filter {}

    /** Declares to be a plugin, but does not implement the interface. */
    @NbdPlugin(name = "liar", summary = "no plugin")
    public static final class Liar {}

    /** Opens a disk that fails every read. */
    @NbdPlugin(name = "failing", summary = "never reads")
    public static final class Failing implements Plugin {
        @Override
        public Disk open(Client client) {
            return new FailingDisk();
        }
    }

    /** The disk of {@link Failing}. */
    public static final class FailingDisk implements Disk {
        @Override
        public long size() {
            return 512;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws DiskException {
            throw new DiskException(NbdError.ENOSPC, "the sector at " + offset + " is worn out");
        }
    }

    /** Knows the address of another server. */
    @NbdPlugin(name = "address", summary = "uses the client")
    public static final class AddressPlugin implements Plugin {
        private final NbdUri address = NbdUri.parse("nbd://disks.example");

        @Override
        public Disk open(Client client) {
            return new SevensDisk();
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** Asks the system, through JNA, for the process id. */
    @NbdPlugin(name = "process", summary = "a disk as large as the process id")
    public static final class ProcessPlugin implements Plugin {
        @Override
        public Disk open(Client client) {
            return new ProcessDisk(Function.getFunction("c", "getpid").invokeInt(new Object[0]));
        }
    }

    /** The disk of {@link ProcessPlugin}. */
    public static final class ProcessDisk implements Disk {
        private final int id;

        ProcessDisk(int id) {
            this.id = id;
        }

        @Override
        public long size() {
            return id;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
        }
    }

    /** Its class loader is asked for classes that a plugin must not see. */
    @NbdPlugin(name = "nosy", summary = "looks for the server")
    public static final class Nosy implements Plugin {
        @Override
        public Disk open(Client client) {
            throw new UnsupportedOperationException();
        }
    }

    /** Asks Java for loggers, as code does that has no context. */
    @NbdPlugin(name = "speaking", summary = "logs")
    public static final class Speaking implements Plugin {
        private static final System.Logger OF_CLASS = System.getLogger("of.class");

        private final System.Logger ofInstance = System.getLogger("of.instance");

        public Speaking() {
            OF_CLASS.log(System.Logger.Level.INFO, "class in constructor");
            ofInstance.log(System.Logger.Level.INFO, "instance in constructor");
        }

        @Override
        public Disk open(Client client) {
            OF_CLASS.log(System.Logger.Level.INFO, "class in open");
            ofInstance.log(System.Logger.Level.INFO, "instance in open");
            kept().log(System.Logger.Level.WARNING, "made {0} open", "in");
            return new SevensDisk();
        }

        private static System.Logger kept() {
            return System.getLogger("kept");
        }
    }
}
