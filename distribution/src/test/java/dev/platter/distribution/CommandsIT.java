// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** libnbd sends every command of the protocol to every kind of writable disk. */
@Needs("nbdsh")
class CommandsIT {
    /** Each script follows this one, on a new connection to a disk of 16 MiB; {@code status} returns its extents. */
    private static final String PROLOGUE = """
        import errno
        MIB = 1 << 20
        def status(length, offset, flags=0):
            found = []
            def add(context, at, entries, error):
                assert (context, at, error.value) == ('base:allocation', offset, 0)
                found.extend(zip(entries[::2], entries[1::2]))
            h.block_status(length, offset, add, flags)
            return found
        def whole(length):
            found = []
            while sum(length for length, state in found) < length:
                at = sum(length for length, state in found)
                found += status(length - at, at)
            return found
        def refused(number, call):
            try:
                call()
            except nbd.Error as error:
                assert error.errnum == number, (number, error.errnum, error.string)
                return
            assert False, 'not refused'
        HOLE = nbd.STATE_HOLE | nbd.STATE_ZERO
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory 16M",
                "memory 16M allocator=malloc",
                "memory 16M allocator=zstd",
                "--filter=offset memory 20M offset=1000 range=16M",
                "file",
            })
    void everyDiskHasAllCommands(String line) throws IOException {
        run(line, """
            def same():
                got = h.pread(8 * MIB, 0)
                assert got == model, next(at for at in range(8 * MIB) if got[at] != model[at])
            model = bytearray(8 * MIB)
            def expect(value, length, offset):
                model[offset:offset + length] = bytes([value]) * length
                same()
            same()
            h.pwrite(b'a' * MIB, MIB);                          expect(97, MIB, MIB)
            h.pwrite(b'b' * 1000, 1234, nbd.CMD_FLAG_FUA);      expect(98, 1000, 1234)
            h.pwrite(b'c', 8 * MIB - 1);                        expect(99, 1, 8 * MIB - 1)
            h.pwrite(b'd' * 4 * MIB, 3 * MIB + 7);              expect(100, 4 * MIB, 3 * MIB + 7)
            h.zero(5000, MIB + 11);                             expect(0, 5000, MIB + 11)
            h.zero(2 * MIB, 4 * MIB, nbd.CMD_FLAG_NO_HOLE);     expect(0, 2 * MIB, 4 * MIB)
            h.zero(100, 1300, nbd.CMD_FLAG_FUA);                expect(0, 100, 1300)
            if h.can_trim():
                h.trim(MIB // 2, MIB + MIB // 2, nbd.CMD_FLAG_FUA)
                model[MIB + MIB // 2:2 * MIB] = h.pread(MIB // 2, MIB + MIB // 2)
            same()
            h.cache(MIB, 0)
            h.flush()
            covered = sum(length for length, state in whole(16 * MIB))
            assert covered == 16 * MIB, covered
            at = 0
            for length, state in whole(8 * MIB):
                assert not state & nbd.STATE_ZERO or model.count(0, at, at + length) == length, ('not zero', at, length)
                at += length
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory 16M",
                "memory 16M allocator=zstd",
                "--filter=offset memory 20M offset=1M range=16M",
            })
    void holesAppearAndVanishOnRequest(String line) throws IOException {
        run(line, """
            assert status(16 * MIB, 0) == [(16 * MIB, HOLE)]
            h.pwrite(b'a' * 2 * MIB, MIB)
            assert status(4 * MIB, 0) == [(MIB, HOLE), (2 * MIB, 0), (MIB, HOLE)]
            assert status(4 * MIB, 0, nbd.CMD_FLAG_REQ_ONE) == [(MIB, HOLE)]
            assert status(4096, 2 * MIB, nbd.CMD_FLAG_REQ_ONE) == [(4096, 0)]
            h.zero(MIB, MIB, nbd.CMD_FLAG_FAST_ZERO)
            assert status(4 * MIB, 0) == [(2 * MIB, HOLE), (MIB, 0), (MIB, HOLE)]
            h.zero(MIB, 2 * MIB, nbd.CMD_FLAG_NO_HOLE | nbd.CMD_FLAG_FAST_ZERO)
            assert whole(4 * MIB) == [(2 * MIB, HOLE), (MIB, nbd.STATE_ZERO), (MIB, HOLE)]
            assert h.pread(MIB, 2 * MIB) == bytes(MIB)
            h.trim(16 * MIB, 0)
            assert status(16 * MIB, 0) == [(16 * MIB, HOLE)]

            h.pwrite(b'b' * MIB, MIB)
            def chunks(flags):
                seen = []
                h.pread_structured(4 * MIB, 0, lambda data, at, kind, error: seen.append((at, len(data), kind)), flags)
                return seen
            DATA = nbd.READ_DATA
            assert chunks(0) == [(0, MIB, nbd.READ_HOLE), (MIB, MIB, DATA), (2 * MIB, 2 * MIB, nbd.READ_HOLE)]
            assert chunks(nbd.CMD_FLAG_DF) == [(0, 4 * MIB, DATA)], chunks(nbd.CMD_FLAG_DF)
            """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory 16M", "file"})
    void invalidRequestsAreRefusedAndTheConnectionGoesOn(String line) throws IOException {
        run(line, """
            h.set_strict_mode(0)
            refused(errno.EINVAL, lambda: h.pread(512, 16 * MIB))
            refused(errno.EINVAL, lambda: h.pread(512, 1 << 62))
            refused(errno.ENOSPC, lambda: h.pwrite(bytes(512), 16 * MIB))
            refused(errno.EINVAL, lambda: h.trim(512, 16 * MIB - 256))
            refused(errno.ENOSPC, lambda: h.zero(512, 16 * MIB - 256))
            refused(errno.EINVAL, lambda: h.cache(512, 16 * MIB - 256))
            refused(errno.EINVAL, lambda: h.pread(512, 0, nbd.CMD_FLAG_NO_HOLE))
            refused(errno.EINVAL, lambda: h.pwrite(bytes(512), 0, nbd.CMD_FLAG_REQ_ONE))
            h.pwrite(b'platter!', 1000)
            assert h.pread(8, 1000) == b'platter!'
            """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-r memory 16M", "-r file"})
    void writesToReadOnlyDisksAreRefused(String line) throws IOException {
        run(line, """
            h.set_strict_mode(0)
            assert h.is_read_only()
            assert not (h.can_trim() or h.can_zero() or h.can_fua())
            refused(errno.EPERM, lambda: h.pwrite(bytes(512), 0))
            refused(errno.EPERM, lambda: h.trim(512, 0))
            refused(errno.EPERM, lambda: h.zero(512, 0))
            assert h.pread(8, 0) == bytes(8)
            """);
    }

    private void run(String line, String script) throws IOException {
        String words = line;
        if (line.endsWith("file")) {
            Image image = new Image(platter.folder().resolve("image"));
            Peer.require("truncate").run("-s", "16M", image.toString()).success();
            words = line + " " + image;
        }
        Served served = platter.serve(words.split(" "));
        Peer.require("nbdsh")
                .run("--base-allocation", "-u", served.uri(), "-c", PROLOGUE, "-c", script)
                .success();
        String complaints = served.end();
        assertTrue(complaints.isEmpty(), complaints);
    }
}
