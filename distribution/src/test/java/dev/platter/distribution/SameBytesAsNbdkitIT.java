// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Filters that divide requests, or keep bytes themselves, leave the same bytes and refuse the same requests as nbdkit's, after any row of
 * requests. What is undefined is made zero: what was trimmed, and where a write has failed. A failed write may have changed a part of its range:
 * in front of a disk that ends within the range, nbdkit's filter truncate writes what is in front of the end. Caches of a limited size are not compared: nbdkit 1.42 drops blocks
 * that were not written back, and reads old bytes.
 */
@Tag("same-in-both-modes")
@Needs({"nbdkit", "nbdsh"})
class SameBytesAsNbdkitIT {
    private static final String REQUESTS = """
        import hashlib, random
        h.set_request_extended_headers(False)
        h.add_meta_context('base:allocation')
        h.connect_uri('%s')
        h.set_strict_mode(0)
        dice = random.Random(%d)
        digest = hashlib.sha256()
        size = h.get_size()
        print('size', size, 'flush', h.can_flush(), 'fua', h.can_fua(), 'trim', h.can_trim(), 'cache', h.can_cache(),
              'multi-conn', h.can_multi_conn(), 'read-only', h.is_read_only())
        def range_of(most):
            offset = dice.choice([0, size - 1, dice.randrange(size), dice.randrange(size) & ~4095])
            return offset, min(size - offset, dice.choice([1, 511, 4096, dice.randrange(1, most)]))
        for i in range(400):
            kind = dice.choice(['read', 'read', 'write', 'write', 'zero', 'trim', 'cache', 'flush'])
            offset, length = range_of(200000)
            fua = dice.choice([0, nbd.CMD_FLAG_FUA])
            hole = dice.choice([0, nbd.CMD_FLAG_NO_HOLE])
            trimmed = dice.randrange(size // 65536 or 1) * 65536
            value = dice.randrange(256)
            try:
                if kind == 'read':
                    digest.update(h.pread(length, offset))
                elif kind == 'write':
                    h.pwrite(bytes([value]) * length, offset, fua)
                elif kind == 'zero' and h.can_zero():
                    h.zero(length, offset, hole)
                elif kind == 'zero':
                    h.pwrite(bytes(length), offset)
                elif kind == 'trim' and size >= 65536:
                    h.trim(65536, trimmed)
                    h.pwrite(bytes(65536), trimmed)
                elif kind == 'cache':
                    h.cache(length, offset)
                elif kind == 'flush':
                    h.flush()
            except nbd.Error as e:
                print(i, kind, offset, length, e.errno)
                if kind == 'write':
                    h.pwrite(bytes(length), offset)
        at = 0
        while at < size:
            digest.update(h.pread(min(65536, size - at), at))
            at += 65536
        print(digest.hexdigest())
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--filter=truncate memory 1M truncate=700001",
                "--filter=truncate memory 1M round-down=512k",
                "--filter=truncate memory 1000001 round-up=64k",
                "--filter=truncate memory 1M truncate=1500000 round-up=4k round-down=8k",
                "--filter=blocksize memory 1M",
                "--filter=blocksize memory 1000001 minblock=512 maxdata=8k maxlen=64k",
                "--filter=blocksize memory 1M minblock=64k maxdata=64k maxlen=128k",
                "--filter=blocksize --filter=truncate memory 1000001 minblock=4k round-up=4k",
                "--filter=cow pattern 1000001",
                "--filter=cow pattern 1M cow-block-size=4k cow-on-read=true",
                "--filter=cow pattern 1000001 cow-on-cache=true cow-on-read=/dev/null",
                "--filter=cow --filter=blocksize pattern 1M minblock=4k",
                "--filter=cache memory 1000001",
                "--filter=cache memory 1M cache=writethrough cache-on-read=true",
                "--filter=cache memory 1M cache=unsafe cache-on-read=/dev/null cache-min-block-size=4k",
                "--filter=cow --filter=cache pattern 1000001 cache-on-read=true",
                "--filter=readahead memory 1000001",
                "--filter=scan --filter=cow pattern 1M scan-size=64k cow-on-cache=true",
            })
    void sameRequestsLeaveTheSameBytes(String line) throws IOException {
        String ours = requests(platter.serve(line.split(" ")).uri());
        try (PeerServer nbdkit = PeerServer.nbdkit(line.split(" "))) {
            assertEquals(requests(nbdkit.uri("")), ours);
        }
    }

    private static String requests(String uri) {
        return Peer.require("nbdsh").run("-c", REQUESTS.formatted(uri, 4711)).success();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--filter=truncate null 1M truncate=-1",
                "--filter=truncate null 1M truncate=banana",
                "--filter=truncate null 1M round-up=3",
                "--filter=truncate null 1M round-up=0",
                "--filter=truncate null 1M round-down=8G",
                "--filter=blocksize null 1M minblock=3",
                "--filter=blocksize null 1M minblock=128k",
                "--filter=blocksize null 1M minblock=4k maxdata=5k",
                "--filter=blocksize null 1M minblock=4k maxlen=5k",
                "--filter=blocksize null 1M maxdata=8G",
                "--filter=blocksize null 1M maxlen=0",
                "--filter=cow null 1M cow-block-size=1k",
                "--filter=cow null 1M cow-block-size=8G",
                "--filter=cow null 1M cow-on-read=maybe",
                "--filter=cow null 1M cow-on-cache=/path",
                "--filter=scan null 1M scan-size=3",
                "--filter=scan null 1M scan-size=64M",
                "--filter=scan null 1M scan-ahead=maybe",
                "--filter=cache null 1M cache=no",
                "--filter=cache null 1M cache-min-block-size=1k",
                "--filter=cache null 1M cache-min-block-size=5000",
                "--filter=cache null 1M cache-max-size=0",
                "--filter=cache null 1M cache-max-size=1k",
                "--filter=cache null 1M cache-high-threshold=0",
                "--filter=cache null 1M cache-low-threshold=0",
                "--filter=cache null 1M cache-on-read=maybe",
            })
    void sameWordsAreRefused(String line) {
        String key = line.substring(line.lastIndexOf(' ') + 1, line.lastIndexOf('='));
        Platter.assertRefused(platter.run((line + " --run true").split(" ")), key, "");
        PeerServer.assertNbdkitRefuses(line.split(" "));
    }
}
