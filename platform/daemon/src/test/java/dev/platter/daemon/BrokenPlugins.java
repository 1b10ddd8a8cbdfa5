// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.io.IOException;

/**
 * Plugins with mistakes that authors may make in a new version of the plugin memory, to be packed into bundles. All of them
 * would take over its contents if they got that far.
 */
final class BrokenPlugins {
    private BrokenPlugins() {}

    /** The parameters. */
    public record Config(
            @Parameter(magic = true, help = "Virtual size of the disk.")
            Size size) {}

    /** Their base class: correct, but with an empty disk. */
    public abstract static class Successor implements Plugin, Stateful {
        @Override
        public Disk open(Client client) throws IOException {
            throw new IOException("there is no disk");
        }

        @Override
        public HandedState release() throws IOException {
            throw new IOException("there is nothing to release");
        }

        @Override
        public void adopt(HandedState state) throws IOException {}

        @Override
        public void keep() {}
    }

    /** Cannot be constructed. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Constructor extends Successor {
        public Constructor(Config config) {
            throw new IllegalStateException("the constructor fails on purpose");
        }
    }

    /** Its constructor recurses until the stack overflows. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Recursive extends Successor {
        public Recursive(Config config) {
            new Recursive(config);
        }
    }

    /** Its initialiser throws an exception. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Initialiser extends Successor {
        private static final int NUMBER = Integer.parseInt("the initialiser fails on purpose");

        public Initialiser(Config config) {}

        @Override
        public String toString() {
            return "" + NUMBER;
        }
    }

    /** Its initialiser throws an error, which Java does not wrap. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Assertion extends Successor {
        private static final int NUMBER = number();

        public Assertion(Config config) {}

        private static int number() {
            throw new AssertionError("the assertion fails on purpose");
        }

        @Override
        public String toString() {
            return "" + NUMBER;
        }
    }

    /** Uses a class that is not in its jar. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Incomplete extends Successor {
        public Incomplete(Config config) {
            new Missing();
        }
    }

    /** A class that is not packed into the jar. */
    public static final class Missing {}

    /** Has two constructors, so that the right one is ambiguous. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Ambiguous extends Successor {
        public Ambiguous(Config config) {}

        public Ambiguous() {}
    }

    /** Fails when it is prepared. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Unprepared extends Successor {
        public Unprepared(Config config) {}

        @Override
        public void prepare() throws IOException {
            throw new IOException("it is not prepared on purpose");
        }
    }

    /** Fails when it is started. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Unstarted extends Successor {
        public Unstarted(Config config) {}

        @Override
        public void start(Context context) {
            throw new LinkageError("it is not started on purpose");
        }
    }

    /** Starts, but cannot open a disk. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Closed extends Successor {
        public Closed(Config config) {}
    }

    /** Cannot read the state that is handed over. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Illiterate extends Successor {
        public Illiterate(Config config) {}

        @Override
        public void adopt(HandedState state) throws IOException {
            state.require("illiterate", 1, 1);
        }
    }

    /** Does not accept state. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Forgetful implements Plugin {
        public Forgetful(Config config) {}

        @Override
        public Disk open(Client client) throws IOException {
            throw new IOException("there is no disk");
        }
    }
}
