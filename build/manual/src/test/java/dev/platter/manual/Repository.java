// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository with a plugin, a filter and a command, each in a compiled module of its own, for tests to change. */
final class Repository {
    static final String TANK = """
        ## NAME

        platter-tank-plugin - a disk in a tank

        ## SYNOPSIS

            platter tank [size=]SIZE [colour=green|blue]

        ## DESCRIPTION

        A fake. Go on with platter(1).

        ## EXAMPLES

            platter --filter=leak tank 1G drops=3

        ## PARAMETERS

        @PARAMETERS@

        ## VERSION

        Since 0.1.

        ## SEE ALSO

        platter(1), nbdinfo(1)
        """;

    /** A topic page: it concerns both, and cannot be run. */
    static final String TOPIC = """
        ## NAME

        platter-water - what disks float in

        ## DESCRIPTION

        Is said here.

        ## EXAMPLES

            platter tank 1G

        ## VERSION

        Since 0.1.

        ## SEE ALSO

        platter(1)
        """;

    static final String LEAK = """
        ## NAME

        platter-leak-filter - loses a little

        ## SYNOPSIS

            platter --filter=leak PLUGIN [drops=N]

        ## DESCRIPTION

        A fake.

        ## EXAMPLES

            platter --filter=leak tank 1G

        ## PARAMETERS

        @PARAMETERS@

        ## VERSION

        Since 0.1.

        ## SEE ALSO

        platter-tank-plugin(1)
        """;

    static final String COMMAND = """
        ## NAME

        platter - a fake command

        ## SYNOPSIS

            platter PLUGIN

        ## DESCRIPTION

        @PLUGINS@

        @FILTERS@

        ## EXAMPLES

            platter tank 1G

        ## OPTIONS

        @OPTIONS@

        ## EXIT STATUS

        | Status | Meaning |
        |---|---|
        | 0 | all is well |
        | 1 | it is *not* |

        ## VERSION

        Since 0.1.

        ## SEE ALSO

        platter-tank-plugin(1)
        """;

    private final Path root;

    Repository(Path root) throws IOException {
        this.root = root;
        page("plugin-tank", "platter-tank-plugin", TANK);
        page("filters/leak", "platter-leak-filter", LEAK);
        page("cli", "platter", COMMAND);
        compiled("plugin-tank", FakeMembers.Tank.class);
        compiled("filters/leak", FakeMembers.Leak.class);
        compiled("cli", FakeMembers.PlatterOptions.class);
    }

    /** Writes a page, and replaces an existing one. */
    void page(String module, String name, String markdown) throws IOException {
        Path folder = Files.createDirectories(root.resolve(module).resolve("src/main/manual"));
        Files.writeString(folder.resolve(name + ".md"), markdown);
    }

    void remove(String module, String name) throws IOException {
        Files.delete(root.resolve(module).resolve("src/main/manual").resolve(name + ".md"));
    }

    Manual read() throws IOException {
        return Manual.read(root);
    }

    Path root() {
        return root;
    }

    void compiled(String module, Class<?> type) throws IOException {
        Path folder = Files.createDirectories(root.resolve(module).resolve("target/classes"));
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            Files.copy(bytes, folder.resolve(file));
        }
    }
}
