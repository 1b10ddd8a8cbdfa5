// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same scripts make the same disks as with nbdkit's plugins sh and eval. */
@Needs({"nbdkit", "nbdsh", "nbdinfo"})
class ScriptsIT {
    /** Everything that a client can see of a script, and the errors that it gets. */
    private static final String LOOK = """
        def say(what, request):
            try:
                print(what, request())
            except nbd.Error as e:
                print(what, e.errno)
        def extents():
            found = []
            h.block_status(h.get_size(), 0, lambda context, offset, entries, error: found.extend(entries))
            return found
        h.add_meta_context('base:allocation')
        h.set_request_extended_headers(False)
        h.set_full_info(True)
        h.connect_uri('%s')
        h.set_strict_mode(0)
        for name in ['cache', 'fast_zero', 'flush', 'fua', 'multi_conn', 'trim', 'zero']:
            print(name, getattr(h, 'can_' + name)())
        print('writable', not h.is_read_only(), 'rotational', h.is_rotational(), 'size', h.get_size())
        # What a script does not say is told by one server, and left out by the other.
        blocks = [h.get_block_size(which) for which in [nbd.SIZE_MINIMUM, nbd.SIZE_PREFERRED]]
        print('blocks', 'any' if blocks in ([0, 0], [1, 4096]) else blocks)
        say('description', lambda: h.get_export_description())
        say('read', lambda: h.pread(10, 0))
        say('write', lambda: h.pwrite(b'1' * 512, 0))
        if h.can_fua():
            say('write fua', lambda: h.pwrite(b'2' * 512, 512, nbd.CMD_FLAG_FUA))
        say('zero', lambda: h.zero(512, 1024))
        if h.can_fast_zero():
            say('fast zero', lambda: h.zero(512, 1024, nbd.CMD_FLAG_FAST_ZERO))
        if h.can_trim():
            say('trim', lambda: h.trim(512, 0))
        if h.can_flush():
            say('flush', lambda: h.flush())
        say('extents', extents)
        say('read again', lambda: h.pread(10, 507))
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    private void assertSame(String... command) throws IOException {
        String ours = look(platter.serve(command).uri());
        try (PeerServer nbdkit = PeerServer.nbdkit(command)) {
            assertEquals(look(nbdkit.uri("")), ours);
        }
    }

    private static String look(String uri) {
        return Peer.require("nbdsh").run("-c", LOOK.formatted(uri)).success();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pwrite=echo ENOSPC the tape is full >&2; exit 1",
                "pwrite=cat >/dev/null|flush=exit 0|trim=exit 0|can_multi_conn=exit 0|is_rotational=exit 0",
                "pwrite=cat >/dev/null|can_write=exit 3",
                "pwrite=cat >/dev/null|zero=echo ENOTSUP >&2; exit 1|can_fast_zero=exit 0",
                "pwrite=cat >/dev/null|zero=case $5 in *fast*) echo EOPNOTSUPP slow >&2; exit 1;;"
                        + " esac|can_fast_zero=exit 0",
                "pwrite=cat >/dev/null|flush=exit 0|can_fua=echo native",
                "pwrite=cat >/dev/null|can_fua=echo none",
                "extents=echo 0 1M; echo 1M 1M hole,zero",
                "extents=echo 0 4096 2; echo 4096 2093056",
                "block_size=echo 1 8k 64k",
                "block_size=echo 512 4k 4294967295",
                "block_size=echo 0 0 0",
                "export_description=echo a disk",
                "cache=exit 0|can_cache=echo native",
                "cache=exit 0",
                "pwrite=cat >/dev/null|can_zero=exit 0|can_trim=exit 0",
                "can_flush=exit 0|can_extents=exit 0|can_fua=echo EMULATE",
                "thread_model=echo parallel|open=echo handle|close=exit 1",
            })
    void evalMakesTheSameDisk(String words) throws IOException {
        String line = "eval|get_size=echo 2M|pread=head -c $3 /dev/zero" + (words.isEmpty() ? "" : "|" + words);
        assertSame(line.split("\\|"));
    }

    @Test
    void evalKeepsStateInItsFolder() throws IOException {
        assertSame(
                "eval",
                "config=echo \"$3\" >$tmpdir/size",
                "get_ready=truncate -s $(cat $tmpdir/size) $tmpdir/file",
                "get_size=stat -Lc %s $tmpdir/file",
                "pread=dd if=$tmpdir/file skip=$4 count=$3 iflag=count_bytes,skip_bytes",
                "pwrite=dd of=$tmpdir/file seek=$4 conv=notrunc oflag=seek_bytes",
                "size=1M");
    }

    @Test
    void shRunsTheSameScript() throws IOException {
        String script = executable("disk.sh", """
            #!/bin/sh
            case $1 in
              magic_config_key) echo size ;;
              config) echo "$3" > $tmpdir/size ;;
              get_size) cat $tmpdir/size ;;
              open) echo "$3"; test -n "$3" || exit 0 ;;
              can_write) exit 0 ;;
              can_flush) exit 3 ;;
              can_extents) exit 3 ;;
              pread) head -c $3 /dev/zero ;;
              pwrite) cat >/dev/null; echo EROFS >&2; exit 1 ;;
              *) exit 2 ;;
            esac
            """);

        assertSame("sh", script, "1M");
        assertSame("sh", script, "size=3k");
    }

    @Test
    void listsOfExportsAndDefaultsAreTheSame() throws IOException {
        String[] command = {
            "eval",
            "get_size=echo 1M",
            "pread=head -c $3 /dev/zero",
            "list_exports=echo INTERLEAVED; echo a; echo first; echo b; echo second",
            "default_export=echo b",
            "open=echo $3"
        };
        String list = """
            h.set_opt_mode(True)
            h.set_full_info(True)
            h.connect_uri('%s')
            h.opt_list(lambda name, description: print(name, description))
            h.set_export_name('')
            h.opt_info()
            print(h.get_canonical_export_name())
            h.opt_abort()
            """;
        String ours = Peer.require("nbdsh")
                .run("-c", list.formatted(platter.serve(command).uri()))
                .success();
        try (PeerServer nbdkit = PeerServer.nbdkit(command)) {
            assertEquals(
                    Peer.require("nbdsh")
                            .run("-c", list.formatted(nbdkit.uri("")))
                            .success(),
                    ours);
        }
    }

    /**
     * A disk for each method and each status, with the name of both: its method ends so. Two are left out: nbdkit answers a pwrite that is
     * missing with the error of any earlier call, and disconnects where block_size fails.
     */
    @Test
    void eachStatusOfEachMethodMeansTheSame() throws IOException {
        String script = executable("statuses.sh", """
            #!/bin/sh
            case $1 in open) name=$3 ;; *) name=$2 ;; esac
            case $name in "$1"-*) echo EINVAL no >&2; exit "${name#*-}" ;; esac
            case $1 in
              open) echo "$3" ;;
              get_size) echo 1M ;;
              can_write | can_flush | can_trim | can_zero | can_extents | is_rotational) exit 0 ;;
              can_fua | can_cache) echo native ;;
              pread) head -c "$3" /dev/zero ;;
              pwrite) cat >/dev/null ;;
              extents) echo 0 1M ;;
              flush | trim | zero | cache | close) exit 0 ;;
              *) exit 2 ;;
            esac
            """);
        String names = """
            open-1 open-3 open-6 open-7 get_size-1 get_size-2 get_size-3 get_size-7
            can_write-1 can_write-2 can_write-3 can_write-7 can_flush-3 can_fua-1 can_fua-2 can_fua-3 can_fua-7 can_cache-2
            can_zero-3 can_fast_zero-3 can_multi_conn-0 is_rotational-3 export_description-1 export_description-3
            pread-1 pread-2 pread-3 pread-6 pread-7 pread-8 pread-9 pread-255 pwrite-3 pwrite-7
            flush-1 flush-2 flush-3 flush-6 flush-8 trim-2 trim-3 zero-2 zero-3 cache-2 extents-1 extents-2 extents-3
            close-1 close-3
            """.replace('\n', ' ');
        assertSameAnswers(names, "sh", script);
    }

    @Test
    void namesOfErrorsMeanTheSame() throws IOException {
        // EOVERFLOW and ENOTSUP reach the client as they are; nbdkit makes EINVAL of them, except where the protocol
        // names them.
        String names = "EPERM EIO ENOMEM EINVAL ENOSPC ESHUTDOWN EROFS EFBIG EDQUOT enospc ENOSPCE EACCES banana";
        assertSameAnswers(names, "eval", "get_size=echo 1M", "open=echo $3", "pread=echo $2 why >&2; exit 1");
    }

    /** Each name is opened by a client of its own. */
    private void assertSameAnswers(String names, String... command) throws IOException {
        String look = """
            def errno(request):
                try:
                    return request()
                except nbd.Error as e:
                    return e.errno
            for name in '%s'.split():
                h = nbd.NBD()
                h.add_meta_context('base:allocation')
                h.set_export_name(name)
                print(name, errno(lambda: h.connect_unix('%s')), end=' ')
                for request in (h.is_read_only, h.can_flush, h.can_fua, h.can_cache, h.can_zero, h.can_fast_zero,
                                h.can_multi_conn, h.is_rotational, lambda: len(h.pread(9, 0)), lambda: h.pwrite(b'1', 0),
                                h.flush, lambda: h.trim(9, 0), lambda: h.zero(9, 0), lambda: h.cache(9, 0),
                                lambda: h.block_status(9, 0, lambda *facts: 0)):
                    print(errno(request), end=' ')
                print(errno(h.shutdown))
            """;
        String ours = Peer.require("nbdsh")
                .run("-c", look.formatted(names, platter.serve(command).socket()))
                .success();
        try (PeerServer nbdkit = PeerServer.nbdkit(command)) {
            String theirs = Peer.require("nbdsh")
                    .run("-c", look.formatted(names, nbdkit.socket()))
                    .success();
            assertEquals(theirs, ours);
        }
    }

    /** What a script is called with, from the start of the server to its end; questions about features may be asked in any order. */
    @Test
    void methodsAreCalledInTheSameOrderWithTheSameArguments() throws IOException {
        Path calls = platter.folder().resolve("calls");
        String script = executable("calls.sh", """
            #!/bin/sh
            case $1 in
              can_* | is_rotational | block_size | export_description) ;;
              *) for word; do printf '[%s] ' "$word"; done >>CALLS; echo >>CALLS ;;
            esac
            case $1 in
              magic_config_key) echo magic ;;
              config | can_write | can_flush | can_extents | can_trim | can_zero | can_fast_zero) exit 0 ;;
              open) echo handle ;;
              get_size) echo 1M ;;
              pread) head -c "$3" /dev/zero ;;
              can_fua | can_cache) echo native ;;
              pwrite) cat >/dev/null ;;
              extents) echo 0 1M ;;
              flush | trim | cache | zero) exit 0 ;;
              *) exit 2 ;;
            esac
            """.replace("CALLS", calls.toString()));
        String look = """
            h.add_meta_context('base:allocation')
            h.connect_unix('%s')
            h.pread(10, 5)
            h.pwrite(b'1' * 512, 512, nbd.CMD_FLAG_FUA)
            h.pwrite(b'1' * 512, 512)
            for flags in (0, nbd.CMD_FLAG_NO_HOLE, nbd.CMD_FLAG_FUA, nbd.CMD_FLAG_FAST_ZERO):
                h.zero(4096, 4096, flags)
            h.trim(512, 0)
            h.trim(512, 0, nbd.CMD_FLAG_FUA)
            h.cache(1024, 0)
            h.flush()
            h.block_status(4096, 0, lambda *facts: 0)
            h.shutdown()
            """;
        String[] command = {"sh", script, "word", "a=b", "c=d=e"};
        Served served = platter.serve(command);
        Peer.require("nbdsh").run("-c", look.formatted(served.socket())).success();
        served.end();
        String ours = Files.readString(calls);
        Files.delete(calls);
        try (PeerServer nbdkit = PeerServer.nbdkit(command)) {
            Peer.require("nbdsh").run("-c", look.formatted(nbdkit.socket())).success();
        }
        assertEquals(Files.readString(calls), ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#!/bin/sh\n"})
    void scriptFromStandardInputIsServedByADaemon(String firstLine) throws IOException {
        String command = Platter.quoted(platter.command("platter").commandLine().getFirst());
        platter.shell("PLATTER_AOT=use " + command + " -U s -P pid sh - <<'END'\n" + firstLine
                        + "case $1 in get_size) echo 1M;; pread) exit 1;; *) exit 2;; esac\nEND\n")
                .success();
        try (Background _ = Background.of(platter)) {
            assertEquals(
                    "1048576",
                    Peer.require("nbdinfo")
                            .run("--size", Background.uri(platter))
                            .success()
                            .strip());
        }
    }

    /** nbdkit offers FUA here, and calls a flush that is not there. */
    @Test
    void fuaIsNotEmulatedWithoutAFlush() throws IOException {
        String uri = platter.serve(
                        "eval", "get_size=echo 1M", "pread=exit 1", "pwrite=cat >/dev/null", "can_fua=echo emulate")
                .uri();
        assertEquals(
                "False",
                Peer.require("nbdsh")
                        .run("-u", uri, "-c", "print(h.can_fua())")
                        .success()
                        .strip());
    }

    @Test
    void scriptIsNotReadFromWhereTheClientIs() {
        Platter.assertRefused(platter.run("-s", "sh", "-"), "standard input is the client's", "");
    }

    @Test
    void scriptPrintsLinesOfDumpPlugin() throws IOException {
        String script = executable("dump.sh", """
            case $1 in
              dump_plugin) echo colour=blue ;;
              thread_model) echo serialize-requests ;;
              *) exit 2 ;;
            esac
            """);
        for (String[] words : new String[][] {
            {"--dump-plugin", "sh"},
            {"--dump-plugin", "sh", script},
            {"--dump-plugin", "--filter=noparallel", "sh", script, "serialize=connections"},
            {"--dump-plugin", "eval", "dump_plugin=echo colour=blue", "thread_model=echo serialize-requests"}
        }) {
            assertEquals(
                    facts(Peer.require("nbdkit").run(words).success()),
                    facts(platter.run(words).success()));
        }
    }

    private static List<String> facts(String dump) {
        return dump.lines()
                .filter(line ->
                        line.matches("(colour|thread_model|has_thread_model|max_known_status|max_thread_model)=.*"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void scriptCanEndTheServer(int status) throws IOException {
        String[] command = {
            "eval", "get_size=echo 1M", "pread=test $4 = 0 && exit 1; head -c $3 /dev/zero; exit " + status
        };
        String look = """
            h.connect_uri('%s')
            try:
                print(len(h.pread(9, 9)))
            except nbd.Error as e:
                print(e.errno)
            """;
        String ours;
        try (Background daemon = Background.start(platter, command)) {
            ours = Peer.require("nbdsh")
                    .run("-c", look.formatted(Background.uri(platter)))
                    .success();
            daemon.awaitEnd();
        }
        try (PeerServer nbdkit = PeerServer.nbdkit(command)) {
            assertEquals(
                    Peer.require("nbdsh")
                            .run("-c", look.formatted(nbdkit.uri("")))
                            .success(),
                    ours);
        }
    }

    private String executable(String name, String text) throws IOException {
        Path script = Files.writeString(platter.folder().resolve(name), text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval|get_size=echo 1M|pread=exit 1|foo=bar",
                "eval|config=echo no >&2; exit 1|foo=bar|get_size=echo 1M",
                "eval|get_size=echo 1M|pread=exit 1|get_size=echo 2M",
                "eval|get_size=echo 1M|pread=exit 1|get_ready=exit 3",
                "eval|config_complete=echo EINVAL nothing was given >&2; exit 1",
                "sh",
                "sh|/nosuch/script",
                "sh|/etc/passwd",
            })
    void theSameWordsAreRefused(String words) {
        PeerServer.assertNbdkitRefuses(words.split("\\|"));
        assertEquals(1, platter.run((words + "|--run|true").split("\\|")).status());
    }
}
