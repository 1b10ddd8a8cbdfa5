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
 * The same command line makes the same disk in nbdkit and in ours: it has the same features, answers the same requests, and
 * refuses the others with the same errors.
 */
@Tag("same-in-both-modes")
class SameAsNbdkitIT {
    /**
     * Prints everything that a client can see, except block sizes and the granularity of memory, which are the plugin's
     * choice. It does not use features that are not offered, since nbdkit's filters do not handle that; nor extended headers,
     * which nbdkit does not have and which have rules of their own.
     */
    private static final String LOOK = """
        def say(what, request):
            try:
                print(what, request() or 'ok')
            except nbd.Error as e:
                print(what, e.errno)
        def is_all_data():
            found = []
            h.block_status(h.get_size(), 0, lambda context, offset, entries, error: found.extend(entries))
            return str(found == [h.get_size(), 0])
        h.add_meta_context('base:allocation')
        h.set_request_extended_headers(False)
        h.connect_uri('%s')
        h.set_strict_mode(0)
        writable = not h.is_read_only()
        fua = nbd.CMD_FLAG_FUA if h.can_fua() or not writable else 0
        for name in ['cache', 'fast_zero', 'flush', 'fua', 'multi_conn', 'trim', 'zero']:
            print(name, getattr(h, 'can_' + name)())
        print('writable', writable, 'rotational', h.is_rotational(), 'size', h.get_size())
        say('read', lambda: h.pread(100, 4093).hex())
        say('long read', lambda: len(h.pread(131072, 0)))
        say('write', lambda: h.pwrite(b'1' * 8192, 0))
        say('long write', lambda: h.pwrite(b'2' * 131072, 262144))
        say('write fua', lambda: h.pwrite(b'3' * 512, 65536, fua))
        say('zero', lambda: h.zero(4096, 4096))
        say('zero fua', lambda: h.zero(512, 65536, fua))
        if h.can_fast_zero() or not writable:
            say('fast zero', lambda: h.zero(512, 0, nbd.CMD_FLAG_FAST_ZERO))
        say('long zero', lambda: h.zero(131072, 262144, nbd.CMD_FLAG_NO_HOLE))
        say('unaligned zero', lambda: h.zero(512, 1))
        say('trim', lambda: h.trim(512, 0))
        say('cache', lambda: h.cache(4096, 0))
        if h.can_flush():
            say('flush', lambda: h.flush())
        say('is all data', is_all_data)
        say('read again', lambda: h.pread(100, 4093).hex())
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @Needs({"nbdkit", "nbdsh"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pattern 1000001",
                "zero",
                "info address",
                "--filter=noextents memory 1M",
                "--filter=nozero memory 1M",
                "--filter=nozero memory 1M zeromode=emulate",
                "--filter=nozero memory 1M zeromode=notrim fastzeromode=none",
                "--filter=nozero memory 1M zeromode=plugin fastzeromode=slow",
                "--filter=fua memory 1M",
                "--filter=fua memory 1M fuamode=emulate",
                "--filter=fua memory 1M fuamode=force",
                "--filter=fua memory 1M fuamode=discard",
                "--filter=readonly memory 1M",
                "--filter=readonly memory 1M readonly-file=/dev/null",
                "--filter=blocksize-policy memory 1M blocksize-minimum=512 blocksize-preferred=4k"
                        + " blocksize-maximum=64k blocksize-error-policy=error",
                "--filter=blocksize-policy memory 1M blocksize-minimum=64k blocksize-preferred=64k"
                        + " blocksize-maximum=64k",
                "--filter=error memory 1M error-rate=100% error=ENOSPC",
                "--filter=error memory 1M error-rate=1 error-pread-rate=0 error-trim=EPERM error-zero=ENOMEM",
                "--filter=error memory 1M error-cache-rate=1:1 error-extents-rate=1 error-cache-file=/dev/null"
                        + " error-extents-file=/nosuch/file",
                "--filter=delay memory 1M rdelay=1ms wdelay=0.5ms delay-zero=100us delay-fast-zero=false"
                        + " delay-extents=1ms delay-cache=1ms delay-open=1ms delay-close=1ms delay-trim=0",
                "--filter=nofilter --filter=limit --filter=ip --filter=exitwhen --filter=rate --filter=time-limit"
                        + " --filter=exportname --filter=retry --filter=retry-request --filter=stats memory 1M limit=3"
                        + " allow=anyunix deny=all exit-when-file-created=/nosuch/file rate=1G connection-rate=1G"
                        + " statsfile=/dev/null",
                "--filter=multi-conn --filter=nocache --filter=rotational memory 1M multi-conn-mode=disable",
                "--filter=multi-conn --filter=nocache --filter=rotational memory 1M multi-conn-mode=emulate"
                        + " cachemode=emulate rotational=false",
                "--filter=multi-conn --filter=noparallel memory 1M multi-conn-mode=unsafe",
                "--filter=nocache --filter=noparallel memory 1M cachemode=nop serialize=connections",
                "--filter=tls-fallback memory 1M",
                "--filter=checkwrite memory 1M",
                "--filter=protect memory 1M protect=0-511 protect=~4096-",
                "--filter=swab memory 1000001",
                "--filter=spinning memory 1M heads=2 min-seek-time=1ms half-seek-time=2ms max-seek-time=3ms",
            })
    void diskIsTheSameAsNbdkits(String line) throws IOException {
        String ours = look(platter.serve(line.split(" ")).uri());
        try (PeerServer nbdkit = PeerServer.nbdkit(line.split(" "))) {
            assertEquals(look(nbdkit.uri("")), ours);
        }
    }

    @Needs("nbdkit")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--filter=error null 1M error=EBADF",
                "--filter=delay null 1M delay-read=-1",
                "--filter=fua null 1M fuamode=no",
                "--filter=nozero null 1M zeromode=no",
                "--filter=log null 1M logfile=/nosuch/folder/log",
                "--filter=blocksize-policy null 1M blocksize-minimum=3",
                "--filter=blocksize-policy null 1M blocksize-minimum=4k blocksize-write-disconnect=1k",
                "--filter=blocksize-policy null 1M blocksize-error-policy=no",
                "--filter=ip null 1M allow=banana",
                "--filter=rate null 1M rate=0",
                "--filter=limit null 1M limit=-1",
                "--filter=retry null 1M retry-delay=0",
                "--filter=retry-request null 1M retry-request-retries=1001",
                "--filter=stats null 1M statsfile=/dev/null statsthreshold=101",
                "--filter=multi-conn null 1M multi-conn-mode=no",
                "--filter=exportname null 1M exportdesc=no",
                "--filter=exitwhen null 1M exit-when-poll=-1",
                "--filter=nocache null 1M cachemode=no",
                "--filter=noparallel null 1M serialize=no",
                "--filter=rotational null 1M rotational=no-idea",
                "--filter=time-limit null 1M time-limit=-1",
                "--filter=swab null 1M swab-bits=7",
                "--filter=protect null 1M protect=5",
                "--filter=spinning null 1M heads=0",
                "info mode=no",
                "zero size=1M",
            })
    void theSameWordsAreRefused(String line) {
        String key = line.substring(line.lastIndexOf(' ') + 1, line.lastIndexOf('='));
        Platter.assertRefused(platter.run((line + " --run true").split(" ")), line.split("[= ]")[1], key);
        PeerServer.assertNbdkitRefuses(line.split(" "));
    }

    private static String look(String uri) {
        return Peer.require("nbdsh").run("-c", LOOK.formatted(uri)).success();
    }
}
