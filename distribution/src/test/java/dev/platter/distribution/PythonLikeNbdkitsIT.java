// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in Python serve the same disk here and with nbdkit, whose plugin python is needed too. */
@Tag("same-in-both-modes")
@Needs({"nbdkit", "nbdsh", "python3"})
class PythonLikeNbdkitsIT {
    /** All that a client can learn and do. */
    private static final String LOOK = """
        def show(what, request):
            try:
                print(what, request())
            except nbd.Error as e:
                print(what, e.errno)
        for fact in ('get_size is_read_only can_flush can_fua can_trim can_zero can_fast_zero can_cache can_multi_conn '
                     'is_rotational get_export_description get_canonical_export_name').split():
            show(fact, getattr(h, fact))
        for size in (nbd.SIZE_MINIMUM, nbd.SIZE_PREFERRED, nbd.SIZE_MAXIMUM):
            show('block size', lambda: h.get_block_size(size))
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

    /** A disk that has everything. */
    private static final String DISK = """
        import errno, nbdkit
        API_VERSION = 2
        disk = bytearray()
        said = []
        def config(key, value):
            if key == 'size':
                global disk
                disk = bytearray(nbdkit.parse_size(value))
            else:
                said.append(key + '=' + value)
        def config_complete():
            if not disk:
                raise RuntimeError('size= is required')
        def get_ready():
            said.append('ready')
        def thread_model():
            return nbdkit.THREAD_MODEL_SERIALIZE_ALL_REQUESTS
        def default_export(readonly, is_tls):
            return 'usual'
        def list_exports(readonly, is_tls):
            return ['usual', ('other', 'another one')]
        def export_description(h):
            return 'disk ' + h['name'] + ', ' + ' '.join(said)
        def open(readonly):
            return {'name': nbdkit.export_name(), 'readonly': readonly, 'tls': nbdkit.is_tls()}
        def get_size(h):
            return len(disk)
        def block_size(h):
            return (1, 4096, 1 << 20)
        def can_write(h):
            return True
        def can_flush(h):
            return True
        def can_trim(h):
            return True
        def can_zero(h):
            return True
        def can_fast_zero(h):
            return True
        def can_fua(h):
            return nbdkit.FUA_NATIVE
        def can_cache(h):
            return nbdkit.CACHE_NATIVE
        def can_multi_conn(h):
            return True
        def can_extents(h):
            return True
        def is_rotational(h):
            return True
        def pread(h, buf, offset, flags):
            if offset == 524288:
                nbdkit.set_error(errno.ENOSPC)
                raise RuntimeError('as asked')
            buf[:] = disk[offset:offset + len(buf)]
        def pwrite(h, buf, offset, flags):
            disk[offset:offset + len(buf)] = buf
            if flags & nbdkit.FLAG_FUA:
                disk[0:3] = b'fua'
        def flush(h, flags):
            disk[4:9] = b'flush'
        def trim(h, count, offset, flags):
            disk[offset:offset + count] = b't' * count
        def zero(h, count, offset, flags):
            if flags & nbdkit.FLAG_FAST_ZERO:
                nbdkit.set_error(errno.EOPNOTSUPP)
                raise RuntimeError('not fast')
            disk[offset:offset + count] = (b'm' if flags & nbdkit.FLAG_MAY_TRIM else b'z') * count
        def cache(h, count, offset, flags):
            disk[9] = count & 255
        def extents(h, count, offset, flags):
            return [(0, 65536, 0), (65536, 65536, nbdkit.EXTENT_HOLE | nbdkit.EXTENT_ZERO), (131072, len(disk) - 131072, 0)]
        """;

    /** The first version of the interface, and as little as possible of it. */
    private static final String FIRST_VERSION = """
        disk = bytearray(1 << 20)
        def open(readonly):
            return 1
        def get_size(h):
            return len(disk)
        def pread(h, count, offset):
            if offset == 524288:
                raise OSError('as asked')
            return disk[offset:offset + count]
        def pwrite(h, buf, offset):
            disk[offset:offset + len(buf)] = buf
        def zero(h, count, offset, may_trim):
            disk[offset:offset + count] = (b'm' if may_trim else b'z') * count
        def flush(h):
            disk[0:5] = b'flush'
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    private String path;

    /** The interpreter that nbdkit has too. */
    @BeforeEach
    void putPythonIntoThePath() throws IOException {
        Path folder = Files.createDirectory(platter.folder().resolve("programs"));
        Path program = Files.writeString(
                folder.resolve("python3"), "#!/bin/sh\nexec " + Platter.captive(Peer.require("nbdkit").besides("python3")) + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        path = folder + ":" + System.getenv("PATH");
    }

    private Path script(String text) throws IOException {
        return Files.writeString(platter.folder().resolve("script.py"), text);
    }

    private Outcome ours(List<String> words) {
        return platter.command("platter").with(Map.of("PATH", path)).run(words.toArray(String[]::new));
    }

    private static List<String> line(Path script, List<String> parameters, String looks) {
        List<String> line = new ArrayList<>(List.of("-U", "-", "python", script.toString()));
        line.addAll(parameters);
        line.addAll(List.of(
                "--run",
                // Without the folder of the interpreter, which nbdsh would take for its own.
                "PATH=" + Platter.quoted(System.getenv("PATH")) + " "
                        + Platter.captive(Peer.require("nbdsh"), "--base-allocation") + " -u \"$uri\" -c "
                        + Platter.quoted(looks)));
        return line;
    }

    private void assertSame(String text, List<String> parameters, String looks) throws IOException {
        List<String> line = line(script(text), parameters, looks);
        String theirs = Peer.require("nbdkit").run(line.toArray(String[]::new)).success();
        assertEquals(theirs, ours(line).success());
    }

    @Test
    void sameDisk() throws IOException {
        assertSame(DISK, List.of("size=1M", "more=words", "even=more"), LOOK);
    }

    @Test
    void sameDiskOfTheFirstVersion() throws IOException {
        assertSame(FIRST_VERSION, List.of(), LOOK);
    }

    /** What one client wrote, the next one reads: nbdkit has one interpreter for all. */
    @Test
    void scriptsShareTheirGlobalsAmongClients() throws IOException {
        assertSame(FIRST_VERSION, List.of(), """
            h.pwrite(b'kept', 0)
            other = nbd.NBD()
            other.connect_uri(h.get_uri())
            print(bytes(other.pread(4, 0)))
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbdkit.parse_size('1M')",
                "nbdkit.parse_size('3s')",
                "nbdkit.parse_size('x')",
                "nbdkit.parse_size(1)",
                "nbdkit.parse_probability('p', '1:1000')",
                "nbdkit.parse_probability('p', '5%')",
                "nbdkit.parse_probability('p', 'x')",
                "nbdkit.parse_delay('d', '10ms')",
                "nbdkit.parse_delay('d', '1.5')",
                "nbdkit.parse_delay('d', 'x')",
                "nbdkit.export_name()",
                "nbdkit.is_tls()",
                "nbdkit.peer_uid()",
                "nbdkit.peer_tls_dn()",
                "nbdkit.stdio_safe()",
                "nbdkit.EXTENT_ZERO, nbdkit.FLAG_REQ_ONE, nbdkit.CACHE_EMULATE, nbdkit.FUA_NONE",
                "nbdkit.THREAD_MODEL_PARALLEL",
                "nbdkit.nanosleep(0, 1000)",
                "__name__",
                "sorted(n for n in globals() if n[0] != '_')"
            })
    void sameAnswersOfTheModule(String expression) throws IOException {
        assertSame("""
            import nbdkit
            API_VERSION = 2
            answer = b''
            def open(readonly):
                global answer
                try:
                    answer = repr(%s).encode()
                except Exception as e:
                    answer = type(e).__name__.encode()
                return None
            def get_size(h):
                return 65536
            def pread(h, buf, offset, flags):
                buf[:] = answer.ljust(65536)[offset:offset + len(buf)]
            """.formatted(expression), List.of(), "print(bytes(h.pread(4096, 0)).decode().strip())");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"import nothing_of_that_name", "def open(readonly): pass", "API_VERSION = 3", "def broken(:"})
    void aScriptThatCannotBeUsedEndsTheServerWithASentence(String text) throws IOException {
        List<String> line = line(script(text), List.of(), "pass");
        assertEquals(1, Peer.require("nbdkit").run(line.toArray(String[]::new)).status());
        Outcome ours = ours(line);
        assertEquals(1, ours.status(), ours::toString);
        assertTrue(ours.err().startsWith("platter: error: "), ours::err);
        assertTrue(ours.err().contains("script.py"), ours::err);
    }
}
