// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A script for each plugin that runs scripts in a language: a disk of a megabyte of zeroes that nobody can write. */
enum SmallScript {
    LUA("lua5.4", """
        function open(readonly) return {} end
        function get_size(h) return 1 << 20 end
        function pread(h, count, offset) return ("\\0"):rep(count) end
        """),
    PERL("perl", """
        sub open { return 1; }
        sub get_size { return 1 << 20; }
        sub pread { my ($h, $count) = @_; return "\\0" x $count; }
        """),
    PYTHON("python3", """
        def open(readonly):
            return 1
        def get_size(h):
            return 1 << 20
        def pread(h, count, offset):
            return bytes(count)
        """),
    RUBY("ruby", """
        def open(readonly) = {}
        def get_size(h) = 1 << 20
        def pread(h, count, offset) = "\\0" * count
        """),
    TCL("tclsh", """
        proc plugin_open {readonly} { return 1 }
        proc get_size {h} { return 1048576 }
        proc pread {h count offset} { return [binary format x$count] }
        """);

    private final String program;
    private final String text;

    SmallScript(String program, String text) {
        this.program = program;
        this.text = text;
    }

    /** The script of the plugin of this name; empty if it runs none. */
    static Optional<SmallScript> of(String plugin) {
        return Arrays.stream(values())
                .filter(script -> script.name().toLowerCase(Locale.ROOT).equals(plugin))
                .findFirst();
    }

    String text() {
        return text;
    }

    /** Whether this system has the interpreter. */
    boolean isUsable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
