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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plugin nbd shows the disk of another server as nbdkit's does, by each of the ways to that server. Differences: where that server
 * names no longest request, ours names its own limit, and nbdkit none; and a word that is not a URI is refused when the server starts,
 * where nbdkit refuses each client.
 */
@Tag("same-in-both-modes")
@Needs({"certtool", "nbdkit", "nbdsh"})
@ExtendWith(Credentials.Maker.class)
class ProxyLikeNbdkitsIT {
    /**
     * Extended headers, which nbdkit lacks, would show in the flags and in what is split. Our longest request is that of our server, and where
     * the other server names no sizes of blocks, ours names the usual ones.
     */
    private static final String DISK = """
        import hashlib, random
        h.set_request_extended_headers(False)
        h.set_full_info(True)
        h.add_meta_context('base:allocation')
        h.connect_uri('%s')
        h.set_strict_mode(0)
        size = h.get_size()
        print('size', size, 'read-only', h.is_read_only(), 'flush', h.can_flush(), 'fua', h.can_fua(), 'trim', h.can_trim(),
              'zero', h.can_zero(), 'fast-zero', h.can_fast_zero(), 'multi-conn', h.can_multi_conn(),
              'rotational', h.is_rotational())
        try:
            print(h.get_export_description())
        except nbd.Error:
            print('no description')
        print(h.get_block_size(nbd.SIZE_MINIMUM) or 1, h.get_block_size(nbd.SIZE_PREFERRED) or 4096)
        found = []
        h.block_status(size, 0, lambda context, at, entries, error: found.extend(entries))
        print(found)
        dice = random.Random(17)
        digest = hashlib.sha256()
        for i in range(100):
            offset = dice.randrange(size // 512) * 512
            length = min(size - offset, dice.randrange(1, 200) * 512)
            value = bytes([dice.randrange(1, 256)])
            kind = dice.choice(['read', 'write', 'write', 'zero', 'flush'])
            try:
                if kind == 'read': digest.update(h.pread(length, offset))
                elif kind == 'write': h.pwrite(value * length, offset, nbd.CMD_FLAG_FUA if h.can_fua() else 0)
                elif kind == 'zero': h.zero(length, offset)
                elif h.can_flush(): h.flush()
            except nbd.Error as e:
                print(kind, offset, length, e.errno)
        for at in range(0, size & ~65535, 65536): digest.update(h.pread(65536, at))
        print(digest.hexdigest())
        """;

    private static final String LIST = """
        h.set_opt_mode(True)
        h.connect_uri('%s')
        h.opt_list(lambda name, description: print(repr(name), repr(description)))
        for name in ['', 'a', 'b', 'c']:
            try:
                h.set_export_name(name)
                h.opt_info()
                print(name, h.get_size())
            except nbd.Error as e:
                print(name, 'refused')
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    private static String shown(String uri, String script) {
        return Peer.require("nbdsh").run("-c", script.formatted(uri)).success();
    }

    /** What each proxy shows of a server of its own. */
    private void assertSame(List<String> other, String script, String... parameters) throws IOException {
        String theirs;
        try (PeerServer behind = PeerServer.nbdkit(other.toArray(String[]::new));
                PeerServer nbdkit = PeerServer.nbdkit(line(behind, parameters))) {
            theirs = shown(nbdkit.uri(""), script);
        }
        try (PeerServer behind = PeerServer.nbdkit(other.toArray(String[]::new))) {
            Served ours = platter.serve(line(behind, parameters));
            assertEquals(theirs, shown(ours.uri(), script));
            // Before the server behind, which waits for its clients.
            ours.end();
        }
    }

    private static String[] line(PeerServer behind, String... parameters) {
        List<String> line = new ArrayList<>(List.of("nbd"));
        for (String parameter : parameters) {
            line.add(parameter.replace("@S", behind.socket().toString()));
        }
        return line.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory 1M",
                "memory 1000000",
                "-r pattern 1M",
                "-o memory 1M",
                "--mask-handshake=0 memory 1M",
                "--filter=noextents memory 1M",
                "--filter=fua memory 1M fuamode=emulate",
                "--filter=blocksize-policy memory 1M blocksize-minimum=512 blocksize-preferred=4k"
                        + " blocksize-error-policy=error",
                "--filter=multi-conn memory 1M multi-conn-mode=disable",
                "--filter=exportname --filter=blocksize-policy memory 1M exportdesc=fixed:words"
                        + " blocksize-minimum=1 blocksize-preferred=4k blocksize-maximum=1M",
                "--filter=error memory 1M error-pwrite=ENOSPC error-pwrite-rate=100%",
                "sparse-random 1M seed=1",
            })
    void sameDiskIsShown(String other) throws IOException {
        assertSame(List.of(other.split(" ")), DISK, "socket=@S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbd+unix:///?socket=@S",
                "uri=nbd+unix:///name?socket=@S",
                "socket=@S export=name shared=true",
                "socket=@S retry=1 tls=on",
            })
    void sameDiskIsShownByEachWay(String way) throws IOException {
        assertSame(List.of("memory", "1M"), DISK, way.split(" "));
    }

    @Test
    void sameDiskIsShownOverTcpAndByAStartedServer() throws IOException {
        String direct = shown(platter.serve("memory", "1M").uri(), DISK);
        Served port = platter.serveOnPort("memory", "1M");
        String number = port.uri().replaceFirst(".*:(\\d+).*", "$1");
        assertEquals(
                direct,
                shown(
                        platter.serve("nbd", "hostname=localhost", "port=" + number)
                                .uri(),
                        DISK));
        String program = "exec " + Platter.captive(Peer.require("nbdkit"), "memory", "1M");
        String started = shown(
                platter.serve("nbd", "command=/bin/sh", "arg=-c", "arg=" + program)
                        .uri(),
                DISK);
        try (PeerServer nbdkit = PeerServer.nbdkit("memory", "1M")) {
            assertEquals(shown(nbdkit.uri(""), DISK), started);
        }
    }

    @Test
    void sameExportsAreListedAndOpened() throws IOException {
        Path folder = Files.createDirectory(platter.folder().resolve("files"));
        Files.writeString(folder.resolve("a"), "contents of a");
        Files.writeString(folder.resolve("b"), "contents of b, which are longer");
        List<String> other = List.of("file", "dir=" + folder);
        assertSame(other, LIST, "socket=@S", "dynamic-export=true");
        assertSame(other, LIST, "nbd+unix:///b?socket=@S");
        assertSame(other, LIST, "socket=@S", "export=a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls-certificates=@C", "tls-certificates=@C tls=require", "tls-psk=@K tls-username=alice"})
    void sameDiskIsShownOverTls(String keys, Credentials credentials) throws IOException {
        boolean shared = keys.contains("psk");
        List<String> other = List.of(
                "--tls=require",
                shared ? "--tls-psk=" + credentials.keys("keys") : "--tls-certificates=" + credentials.folder("server"),
                "memory",
                "1M");
        String words = keys.replace("@C", credentials.folder("alice").toString())
                .replace("@K", credentials.keys("keys").toString());
        List<String> parameters = new ArrayList<>(List.of("socket=@S"));
        parameters.addAll(List.of(words.split(" ")));
        assertSame(other, DISK, parameters.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbd socket=/s hostname=localhost",
                "nbd hostname=localhost socket-fd=-1",
                "nbd socket=/s port=1",
                "nbd socket=/s retry=-1",
                "nbd socket=/s retry=banana",
                "nbd socket=/s shared=maybe",
                "nbd socket=/s shared=true dynamic-export=true",
                "nbd socket=/s export=a dynamic-export=true",
                "nbd command=true dynamic-export=true",
                "nbd socket=/s tls=maybe",
                "nbd socket=/s tls-verify=maybe",
                "nbd socket-fd=99",
            })
    void sameWordsAreRefused(String line) {
        String key = line.substring(line.lastIndexOf(' ') + 1).replaceFirst("=.*", "");
        Platter.assertRefused(platter.run((line + " --run true").split(" ")), key, "");
        PeerServer.assertNbdkitRefuses(line.split(" "));
    }
}
