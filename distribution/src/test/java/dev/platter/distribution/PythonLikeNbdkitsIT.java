// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Needs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs({"nbdkit", "nbdsh", "python3"})
class PythonLikeNbdkitsIT extends ScriptsLikeNbdkits {
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

    PythonLikeNbdkitsIT() {
        super("python", "python3");
    }

    @Test
    void sameDisk() throws IOException {
        assertSame(DISK, List.of("size=1M", "more=words", "even=more"), LOOK + """
            for size in (nbd.SIZE_MINIMUM, nbd.SIZE_PREFERRED, nbd.SIZE_MAXIMUM):
                show('block size', lambda: h.get_block_size(size))
            """);
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

    /** One a line, since each start of both servers takes a while. */
    @Test
    void sameAnswersOfTheModule() throws IOException {
        assertSame("""
            import nbdkit
            API_VERSION = 2
            EXPRESSIONS = '''
            nbdkit.parse_size('1M')
            nbdkit.parse_size('3s')
            nbdkit.parse_size('x')
            nbdkit.parse_size(1)
            nbdkit.parse_probability('p', '1:1000')
            nbdkit.parse_probability('p', '5%')
            nbdkit.parse_probability('p', 'x')
            nbdkit.parse_delay('d', '10ms')
            nbdkit.parse_delay('d', '1.5')
            nbdkit.parse_delay('d', 'x')
            nbdkit.export_name()
            nbdkit.is_tls()
            nbdkit.peer_uid()
            nbdkit.peer_gid()
            nbdkit.peer_pid() > 0
            nbdkit.read_password('secret')
            nbdkit.peer_tls_dn()
            nbdkit.stdio_safe()
            nbdkit.EXTENT_ZERO, nbdkit.FLAG_REQ_ONE, nbdkit.CACHE_EMULATE, nbdkit.FUA_NONE
            nbdkit.THREAD_MODEL_PARALLEL
            nbdkit.nanosleep(0, 1000)
            __name__
            sorted(n for n in globals() if n[0] != '_')
            '''
            answers = b''
            def answer(expression):
                try:
                    return expression + ' is ' + repr(eval(expression))
                except Exception as e:
                    return expression + ' raises ' + type(e).__name__
            def open(readonly):
                global answers
                answers = '\\n'.join(map(answer, EXPRESSIONS.strip().splitlines())).encode()
            def get_size(h):
                return 65536
            def pread(h, buf, offset, flags):
                buf[:] = answers.ljust(65536)[offset:offset + len(buf)]
            """, List.of(), "print(bytes(h.pread(65536, 0)).decode().strip())");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"import nothing_of_that_name", "def open(readonly): pass", "API_VERSION = 3", "def broken(:"})
    void scriptThatCannotBeUsedEndsTheServerWithASentence(String text) throws IOException {
        assertRefused(text);
    }
}
