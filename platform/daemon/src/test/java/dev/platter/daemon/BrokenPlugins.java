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
 * What authors may get wrong in a new version of the plugin memory, to be packed into bundles. All of them would go on with
 * its contents, if they came so far.
 */
final class BrokenPlugins {
    private BrokenPlugins() {}

    /** The parameters. */
    public record Config(
            @Parameter(magic = true, help = "Virtual size of the disk.")
            Size size) {}

    /** What all of them are: faultless, but for an empty disk. */
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

    /** Is constructed until the stack is full. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Recursive extends Successor {
        public Recursive(Config config) {
            new Recursive(config);
        }
    }

    /** Cannot be initialised. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Initialiser extends Successor {
        private static final int NUMBER = Integer.parseInt("the initialiser fails on purpose");

        public Initialiser(Config config) {}

        @Override
        public String toString() {
            return "" + NUMBER;
        }
    }

    /** Cannot be initialised, and says so by an error, which Java does not wrap. */
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

    /** Is not packed. */
    public static final class Missing {}

    /** Has two constructors, of which nobody knows the right one. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Ambiguous extends Successor {
        public Ambiguous(Config config) {}

        public Ambiguous() {}
    }

    /** Is not ready for what it is to do. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Unprepared extends Successor {
        public Unprepared(Config config) {}

        @Override
        public void prepare() throws IOException {
            throw new IOException("it is not prepared on purpose");
        }
    }

    /** Does not start. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Unstarted extends Successor {
        public Unstarted(Config config) {}

        @Override
        public void start(Context context) {
            throw new LinkageError("it is not started on purpose");
        }
    }

    /** Starts, and opens nothing. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Closed extends Successor {
        public Closed(Config config) {}
    }

    /** Cannot read what it is given. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Illiterate extends Successor {
        public Illiterate(Config config) {}

        @Override
        public void adopt(HandedState state) throws IOException {
            state.require("illiterate", 1, 1);
        }
    }

    /** Has no use for what it is given. */
    @NbdPlugin(name = "memory", summary = "broken")
    public static final class Forgetful implements Plugin {
        public Forgetful(Config config) {}

        @Override
        public Disk open(Client client) throws IOException {
            throw new IOException("there is no disk");
        }
    }
}
