// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The subjects of the pages in these tests. They are never run. */
final class FakeMembers {
    private FakeMembers() {}

    public enum Colour {
        GREEN,
        BLUE
    }

    @NbdPlugin(name = "tank", summary = "a disk in a tank")
    public static final class Tank implements Plugin {
        public record Config(
                @Parameter(magic = true, help = "how large") Size size,

                @Parameter(defaultValue = "green", help = "which colour")
                Colour colour) {}

        public Tank(Config config) {}

        @Override
        public Disk open(Client client) {
            throw new UnsupportedOperationException();
        }
    }

    @NbdFilter(name = "leak", summary = "loses a little")
    public static final class Leak implements Filter {
        public record Config(
                @Parameter(defaultValue = "1", help = "how much")
                int drops) {}

        public Leak(Config config) {}

        @Override
        public Disk open(Opener next, Client client) {
            throw new UnsupportedOperationException();
        }
    }

    public static final class PlatterOptions extends Options {
        private static final long serialVersionUID = 1;

        public PlatterOptions() {
            addOption(Option.builder("U")
                    .longOpt("unix")
                    .hasArg()
                    .argName("SOCKET|-")
                    .desc("Listens there. With - on a private one.")
                    .get());
            addOption("r", "readonly", false, "Only reads.");
        }
    }
}
