// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Disks that nobody has ever written are the same as nbdkit's of the same words: in their bytes and extents, in what they offer, and in
 * which changes they refuse and how. Reads of sparse-random begin with a block: elsewhere nbdkit 1.42 reads other bytes than those of
 * the block.
 */
@Tag("same-in-both-modes")
@Needs({"nbdkit", "nbdsh"})
class MadeUpDisksIT {
    private static final String LOOK = """
        import hashlib
        h.add_meta_context('base:allocation')
        h.connect_uri('%s')
        h.set_strict_mode(0)
        size = h.get_size()
        for what in ['write', 'flush', 'fua', 'trim', 'zero', 'fast_zero', 'cache', 'multi_conn', 'df']:
            print(what, not h.is_read_only() if what == 'write' else getattr(h, 'can_' + what)())
        digest = hashlib.sha256()
        for at in range(0, size, 65536):
            digest.update(h.pread(min(65536, size - at), at))
        print(size, digest.hexdigest())
        extents = []
        at = 0
        while at < size:
            found = []
            h.block_status(size - at, at, lambda context, offset, entries, error: found.extend(entries))
            for length, status in zip(found[::2], found[1::2]):
                if extents and extents[-1][1] == status:
                    extents[-1][0] += length
                else:
                    extents.append([length, status])
                at += length
        print(extents[:50], len(extents))
        def attempt(what, request):
            try:
                request()
                print(what, 'done')
            except nbd.Error as e:
                print(what, e.errno)
        for at in range(0, size - 8192, max(4096, size // 20 & ~4095)):
            attempt('write others', lambda: h.pwrite(b'other' * 1000, at))
            attempt('write zeroes', lambda: h.pwrite(bytes(4096), at))
            attempt('write the same', lambda: h.pwrite(h.pread(8192, at), at))
            attempt('trim', lambda: h.trim(4096, at))
            attempt('zero', lambda: h.zero(4096, at))
            attempt('zero for good', lambda: h.zero(4096, at, nbd.CMD_FLAG_NO_HOLE))
            attempt('cache', lambda: h.cache(4096, at))
        if h.can_flush():
            attempt('flush', lambda: h.flush())
        print(h.pread(min(65536, size), 0)[-512:].hex() if size else '')
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ones",
                "ones 1000001",
                "ones 1M byte=0x55",
                "ones 1M byte=0",
                "ones byte=017 size=64k",
                "full 1000001",
                "full size=0",
                "random 1000001 seed=1",
                "random size=3M seed=4294967295",
                "random 100k seed=0x10",
                "sparse-random 200M seed=7",
                "sparse-random 20M seed=7 runlength=65536",
                "sparse-random 20000001 seed=4294967295 percent=50 runlength=100000 random-content=true",
                "sparse-random 1M seed=1 percent=99.5 runlength=1",
                "sparse-random 1000001 seed=3 percent=33.3 runlength=4096",
                "sparse-random 1M seed=1 percent=0",
                "sparse-random 1000001 seed=5 percent=100",
                "sparse-random 1000001 seed=5 percent=100 random-content=yes",
            })
    void diskIsTheSameAsNbdkits(String line) throws IOException {
        String ours = look(platter.serve(line.split(" ")).uri());
        try (PeerServer nbdkit = PeerServer.nbdkit(line.split(" "))) {
            assertEquals(look(nbdkit.uri("")), ours);
        }
    }

    private static String look(String uri) {
        return Peer.require("nbdsh").run("-c", LOOK.formatted(uri)).success();
    }

    /** They are only read: nbdkit 1.42 writes to the wrong places, and makes files longer. */
    @Test
    void filesOneAfterTheOtherHaveTheSameBytes() throws IOException {
        List<String> line = new ArrayList<>(List.of("split"));
        for (int size : new int[] {100_001, 1, 512, 300_000}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            line.add(Files.write(platter.folder().resolve("part" + size), bytes).toString());
        }
        String[] words = line.toArray(String[]::new);
        String ours = read(platter.serve(words).uri());
        try (PeerServer nbdkit = PeerServer.nbdkit(words)) {
            assertEquals(read(nbdkit.uri("")), ours);
        }
    }

    private static String read(String uri) {
        return Peer.require("nbdsh").run("-u", uri, "-c", """
            import hashlib, random
            dice = random.Random(4711)
            size = h.get_size()
            digest = hashlib.sha256()
            for i in range(200):
                offset = dice.choice([100000, 100001, 100002, 0, dice.randrange(size)])
                length = min(size - offset, dice.choice([1, 2, 600, dice.randrange(1, 200000)]))
                digest.update(h.pread(length, offset))
            print(size, digest.hexdigest())
            """).success();
    }

    @Test
    void sameDisksAreMadeOnDemand() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String server : List.of("nbdkit", "ours")) {
            Path folder = Files.createDirectory(platter.folder().resolve(server));
            for (String name : List.of("there", ".hidden", "with.dot", "with:colon")) {
                Files.write(folder.resolve(name), new byte[4096]);
            }
            String[] words = {
                "ondemand",
                "dir=" + folder,
                "1M",
                "type=it's",
                "other=a b",
                "command=printf '%s %s %s' \"$size\" \"$type\" \"$other\" >\"$disk\""
            };
            if (server.equals("ours")) {
                try (Served served = platter.serve(words)) {
                    found.put(server, opened(served.uri()));
                }
            } else {
                try (PeerServer nbdkit = PeerServer.nbdkit(words)) {
                    found.put(server, opened(nbdkit.uri("")));
                }
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    found.merge(server, file.getFileName() + " " + Files.readString(file) + "\n", String::concat);
                }
            }
        }
        assertEquals(found.get("nbdkit"), found.get("ours"));
    }

    private static String opened(String uri) {
        return Peer.require("nbdsh").run("-c", """
            def connected(name):
                other = nbd.NBD()
                other.set_opt_mode(True)
                other.connect_uri('%s')
                other.set_export_name(name)
                try:
                    other.opt_go()
                    return other
                except nbd.Error:
                    return None
            names = ['', 'a', 'a b', 'there', '.hidden', '..', 'a/b', '/tmp/x', 'with.dot', 'x' * 255, 'x' * 256]
            for name in names:
                other = connected(name)
                print(name, other and (other.get_size(), other.can_multi_conn(), bytes(other.pread(4, 0))))
                if other:
                    print('again', connected(name) is not None)
                    other.shutdown()
            h.set_opt_mode(True)
            h.connect_uri('%s')
            listed = []
            h.opt_list(lambda name, description: listed.append(name))
            print(sorted(listed))
            """.formatted(uri, uri)).success();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "split /nonexistent/part",
                "split file=",
                "ondemand dir=/nonexistent/folder size=1M",
                "ondemand size=1M dir=/tmp disk=foo",
                "ondemand size=1M dir=/tmp foo-bar=x",
                "ondemand dir=/tmp",
                "ondemand size=1M",
                "ondemand size=1M dir=/tmp wait=maybe",
            })
    void sameWordsAboutFilesAreRefused(String line) {
        Platter.assertRefused(platter.run((line + " --run true").split(" ")), "", "");
        PeerServer.assertNbdkitRefuses(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ones size=banana",
                "ones 1M byte=256",
                "ones 1M byte=-1",
                "full size=-1",
                "random 1M seed=-1",
                "random 1M seed=4294967296",
                "random 1M seed=banana",
                "sparse-random 1M percent=101",
                "sparse-random 1M percent=-1",
                "sparse-random 1M percent=banana",
                "sparse-random 1M runlength=0",
                "sparse-random 1M runlength=-1",
                "sparse-random 1M random-content=maybe",
                "sparse-random size=6E",
            })
    void sameWordsAreRefused(String line) {
        String key = line.substring(line.lastIndexOf(' ') + 1, line.lastIndexOf('='));
        Platter.assertRefused(platter.run((line + " --run true").split(" ")), key.equals("size") ? "" : key, "");
        PeerServer.assertNbdkitRefuses(line.split(" "));
    }
}
