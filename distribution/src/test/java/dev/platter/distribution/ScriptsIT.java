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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same scripts make the same disks as with nbdkit's plugins sh and eval. */
@Tag("same-in-both-modes")
@Needs({"nbdkit", "nbdsh"})
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
        print('blocks', [h.get_block_size(which) for which in [nbd.SIZE_MINIMUM, nbd.SIZE_PREFERRED]])
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
                "pwrite='ENOSPC'; echo ENOSPC the tape is full >&2; exit 1",
                "pwrite=cat >/dev/null|flush=exit 0|trim=exit 0|can_multi_conn=exit 0|is_rotational=exit 0",
                "pwrite=cat >/dev/null|can_write=exit 3",
                "pwrite=cat >/dev/null|zero=echo ENOTSUP >&2; exit 1|can_fast_zero=exit 0",
                "pwrite=cat >/dev/null|zero=case $5 in *fast*) echo EOPNOTSUPP slow >&2; exit 1;;"
                        + " esac|can_fast_zero=exit 0",
                "pwrite=cat >/dev/null|flush=exit 0|can_fua=echo native",
                "pwrite=cat >/dev/null|can_fua=echo none",
                "extents=echo 0 1M; echo 1M 1M hole,zero",
                "extents=echo 0 4096 2; echo 4096 2093056",
                "block_size=echo 1 4k 64k",
                "export_description=echo a disk",
                "cache=exit 0|can_cache=echo native",
                "thread_model=echo parallel|open=echo handle|close=exit 1",
            })
    void evalMakesTheSameDisk(String words) throws IOException {
        String line = "eval|get_size=echo 2M|pread=head -c $3 /dev/zero" + (words.isEmpty() ? "" : "|" + words);
        assertSame(line.split("\\|"));
    }

    /** The two examples of a plugin that is a file, as nbdkit's manual page has it in other words. */
    @Test
    void evalKeepsStateInItsFolder() throws IOException {
        Path image = platter.folder().resolve("disk.img");
        Files.write(image, new byte[1 << 20]);
        assertSame(
                "eval",
                "config=ln -sf \"$(realpath \"$3\")\" $tmpdir/file",
                "get_size=stat -Lc %s $tmpdir/file",
                "pread=dd if=$tmpdir/file skip=$4 count=$3 iflag=count_bytes,skip_bytes",
                "pwrite=dd of=$tmpdir/file seek=$4 conv=notrunc oflag=seek_bytes",
                "file=" + image);
    }

    @Test
    void shRunsTheSameScript() throws IOException {
        Path script = platter.folder().resolve("disk.sh");
        Files.writeString(script, """
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
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertSame("sh", script.toString(), "1M");
        assertSame("sh", script.toString(), "size=3k");
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

    @Test
    void scriptCanEndTheServer() {
        assertEquals(
                0,
                platter.run(
                                "-U",
                                platter.folder().resolve("socket").toString(),
                                "eval",
                                "get_size=echo 1M",
                                "get_ready=exit 4",
                                "pread=exit 1")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval|get_size=echo 1M|pread=exit 1|foo=bar",
                "eval|config=echo no >&2; exit 1|foo=bar|get_size=echo 1M",
                "eval|config_complete=echo EINVAL nothing was given >&2; exit 1",
                "sh",
                "sh|/nosuch/script",
                "sh|/etc/passwd",
            })
    void theSameWordsAreRefused(String words) {
        String[] command = (words + "|--run|true").split("\\|");

        assertEquals(1, Peer.require("nbdkit").run(command).status());
        assertEquals(1, platter.run(command).status());
    }
}
