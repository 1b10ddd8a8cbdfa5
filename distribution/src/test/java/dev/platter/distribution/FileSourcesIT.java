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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the file plugin takes files from is served as by nbdkit, and refused where nbdkit refuses it. */
@Tag("same-in-both-modes")
class FileSourcesIT {
    /** Not whether zeroes can be fast: nbdkit's plugin never says so. */
    private static final String LOOK = """
        import hashlib, os
        uri = os.environ['URI']
        h.add_meta_context('base:allocation')
        h.set_request_extended_headers(False)
        h.connect_uri(uri)
        for name in ['cache', 'flush', 'fua', 'multi_conn', 'trim', 'zero']:
            print(name, getattr(h, 'can_' + name)())
        size = h.get_size()
        print('size', size, 'read-only', h.is_read_only(), 'rotational', h.is_rotational())
        if not h.is_read_only():
            h.pwrite(b'1' * 5000, 4093, nbd.CMD_FLAG_FUA)
            h.zero(70000, 100000)
            h.zero(70000, 200000, nbd.CMD_FLAG_NO_HOLE)
            h.trim(131072, 524288)
            h.flush()
        print(hashlib.sha256(h.pread(size, 0)).hexdigest())
        found = []
        h.block_status(size, 0, lambda context, offset, entries, error: found.extend(entries))
        print(found)
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path image;

    @BeforeEach
    void make() throws IOException {
        byte[] content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        Path folder = Files.createDirectory(platter.folder().resolve("images"));
        image = Files.write(folder.resolve("disk.img"), content);
    }

    /** Runs a server that inherits the image as 7, for reading as 6, for appending as 5, and its folder as 8. */
    private Outcome serve(Peer server, Map<String, String> environment, String run, String... words) {
        List<String> line = new ArrayList<>(List.of(
                "-c", "cd \"$0\"; exec 5>>disk.img 6<disk.img 7<>disk.img 8<. 9>/dev/null; exec \"$@\"", folder()));
        line.addAll(server.commandLine("-U", "-"));
        line.addAll(List.of(words));
        line.addAll(List.of("--run", run));
        return Peer.require("bash").with(environment).run(line.toArray(String[]::new));
    }

    private Outcome serveOurs(String run, String... words) {
        return serve(platter.command("platter"), platter.environment(), run, words);
    }

    private String folder() {
        return image.getParent().toString();
    }

    @Needs({"nbdkit", "nbdsh"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file disk.img",
                "-r file disk.img",
                "file file=disk.img cache=none",
                "file ./disk.img fadvise=random",
                "file disk.img fadvise=sequential cache=default",
                "-e disk.img file dir=.",
                "-e disk.img file dirfd=8",
                "file fd=7",
                "file fd=6",
            })
    void diskIsTheSameAsNbdkits(String words) throws IOException {
        byte[] content = Files.readAllBytes(image);
        String see = "export URI=\"$uri\"; ";
        // The one finds the other where it is itself.
        String nbdkits = serve(
                        Peer.require("nbdkit"), Map.of(), see + "nbdsh -c " + Platter.quoted(LOOK), words.split(" "))
                .success();

        Files.delete(image);
        Files.write(image, content);
        String ours = see + Platter.captive(Peer.require("nbdsh"), "-c", LOOK);
        assertEquals(nbdkits, serveOurs(ours, words.split(" ")).success());
    }

    @Needs("nbdinfo")
    @Test
    void theFilesOfAFolderAreListed() throws IOException {
        Files.write(image.resolveSibling("another"), new byte[1]);
        String list = Platter.captive(Peer.require("nbdinfo"), "--list", "--json");

        String listed = serveOurs(list + " \"$uri\"", "file", "dir=.").success();

        assertTrue(listed.contains("\"export-name\": \"another\""), listed);
        assertTrue(listed.contains("\"export-name\": \"disk.img\""), listed);
    }

    @Needs("nbdkit")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file                     | file: what to serve is missing  | write a file name",
                "file disk.img fd=7       | fd=7                            | cannot be given together with file=",
                "file dir=. dirfd=8       | dirfd=8                         | cannot be given together with dir=",
                "file fd=2                | fd=2                            | from 3    ",
                "file fd=x                | fd                              | x",
                "file fd=99               | fd=99                           | was not handed over",
                "file dirfd=7             | /proc/self/fd/7 is not a folder | use file=",
                "file fd=8                | /proc/self/fd/8 is a folder     | dirfd=",
                "file fd=9                | fd=9                            | was not opened for reading",
                "file dir=disk.img        | disk.img is not a folder        | use file=",
                "file .                   | is a folder                     | dir=",
                "file missing.img         | missing.img does not exist      | name an existing regular file",
                "file disk.img cache=no   | cache=no                        | default",
                "file disk.img fadvise=no | fadvise=no                      | sequential",
            })
    void whatNbdkitRefusesIsRefused(String words, String culprit, String remedy) {
        Platter.assertRefused(serveOurs("true", words.split(" ")), culprit, remedy);
        assertEquals(
                1,
                serve(Peer.require("nbdkit"), Map.of(), "true", words.split(" "))
                        .status());
    }

    /** Writes would ignore their place, which nbdkit does not notice. */
    @Test
    void aDescriptorForAppendingIsRefused() {
        Platter.assertRefused(serveOurs("true", "file", "fd=5"), "fd=5", "was opened for appending");
    }
}
