// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the same script here and with nbdkit, whose plugin for the language is needed too. Each language has a class that extends this one. */
@Tag("same-in-both-modes")
abstract class ScriptsLikeNbdkits {
    /** What a client can learn and do, except for block sizes: ours are known for every disk. */
    static final String LOOK = """
        def show(what, request):
            try:
                print(what, request())
            except nbd.Error as e:
                print(what, e.errno)
        for fact in ('get_size is_read_only can_flush can_fua can_trim can_zero can_fast_zero can_cache can_multi_conn '
                     'is_rotational get_export_description get_canonical_export_name').split():
            show(fact, getattr(h, fact))
        show('read', lambda: bytes(h.pread(16, 0)))
        show('write', lambda: h.pwrite(b'some bytes', 4096))
        show('read', lambda: bytes(h.pread(16, 4094)))
        show('fua', lambda: h.pwrite(b'more', 8192, nbd.CMD_FLAG_FUA))
        show('zero', lambda: h.zero(512, 4096))
        show('no hole', lambda: h.zero(512, 8192, nbd.CMD_FLAG_NO_HOLE))
        show('fast zero', lambda: h.zero(512, 8192, nbd.CMD_FLAG_FAST_ZERO))
        show('trim', lambda: h.trim(512, 1024))
        show('flush', lambda: h.flush())
        show('cache', lambda: h.cache(512, 0))
        show('read', lambda: bytes(h.pread(8, 8192)))
        def extents():
            found = []
            h.block_status(1 << 20, 0, lambda name, offset, entries, error: found.append(list(entries)) or 0)
            return found
        show('extents', extents)
        show('error', lambda: h.pread(512, 524288))
        show('after the error', lambda: bytes(h.pread(4, 0)))
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    private final String plugin;
    private final String interpreter;
    private String path = "";

    /**
     * For a language.
     *
     * @param plugin the name of the plugin, here and there
     * @param interpreter the name of the program that runs scripts here
     */
    ScriptsLikeNbdkits(String plugin, String interpreter) {
        this.plugin = plugin;
        this.interpreter = interpreter;
    }

    /** The interpreter of the system that nbdkit comes from, so both have the same version. */
    @BeforeEach
    void putInterpreterIntoThePath() throws IOException {
        Path folder = Files.createDirectory(platter.folder().resolve("programs"));
        Peer.require("nbdkit").besides(interpreter).asFile(folder.resolve(interpreter));
        path = folder + ":" + System.getenv("PATH");
    }

    private List<String> line(String script, List<String> parameters, String looks) throws IOException {
        Path file = Files.writeString(platter.folder().resolve("script"), script);
        List<String> line = new ArrayList<>(List.of("-U", "-", plugin, file.toString()));
        line.addAll(parameters);
        line.addAll(List.of(
                "--run",
                // Without the folder of the interpreter, which nbdsh would take for its own.
                "PATH=" + Platter.quoted(System.getenv("PATH")) + " "
                        + Platter.captive(Peer.require("nbdsh"), "--base-allocation") + " -u \"$uri\" -c "
                        + Platter.quoted(looks)));
        return line;
    }

    private Outcome ours(List<String> line) {
        return platter.command("platter").with(Map.of("PATH", path)).run(line.toArray(String[]::new));
    }

    private static Outcome theirs(List<String> line) {
        return Peer.require("nbdkit").run(line.toArray(String[]::new));
    }

    /** Asserts that a client prints the same with both. */
    void assertSame(String script, List<String> parameters, String looks) throws IOException {
        List<String> line = line(script, parameters, looks);
        assertEquals(theirs(line).success(), ours(line).success());
    }

    /** Asserts that neither serves a script, and that ours says which. */
    void assertRefused(String script) throws IOException {
        List<String> line = line(script, List.of(), "pass");
        assertEquals(1, theirs(line).status());
        Outcome ours = ours(line);
        assertEquals(1, ours.status(), ours::toString);
        assertTrue(ours.err().startsWith("platter: error: "), ours::err);
        assertTrue(ours.err().contains(platter.folder().resolve("script").toString()), ours::err);
    }
}
