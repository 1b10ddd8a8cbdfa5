// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** libnbd negotiates options with a server. */
@Needs("nbdsh")
class OptionsIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void everyOptionIsAnswered() throws IOException {
        String uri = platter.serve("memory", "16M").uri();
        nbdsh(uri, """
            h.set_opt_mode(True)
            h.set_request_structured_replies(False)
            h.connect_uri(uri)
            assert h.get_protocol() == 'newstyle-fixed'
            names = []
            assert h.opt_list(lambda name, description: names.append(name)) == 1
            assert names == [''], names

            assert not h.opt_starttls()
            assert h.opt_structured_reply()
            assert h.opt_extended_headers()
            assert not h.opt_structured_reply()

            contexts = []
            h.opt_list_meta_context(contexts.append)
            assert contexts == ['base:allocation'], contexts
            contexts = []
            h.opt_list_meta_context_queries(['base:', 'qemu:'], contexts.append)
            assert contexts == ['base:allocation'], contexts
            h.add_meta_context('qemu:dirty-bitmap:none')
            h.opt_set_meta_context(lambda name: 0)
            assert not h.can_meta_context('base:allocation')
            h.add_meta_context('base:allocation')
            h.opt_set_meta_context(lambda name: 0)
            assert h.can_meta_context('base:allocation')

            h.opt_info()
            assert h.get_size() == 16 << 20
            assert h.get_block_size(nbd.SIZE_MINIMUM) == 1
            h.opt_go()
            assert h.pread(4, 0) == bytes(4)
            """);
    }

    /** Requests and extents whose lengths need more than 32 bits. */
    @Test
    void extendedHeadersAreNegotiated() throws IOException {
        String uri = platter.serve("memory", "16G").uri();
        nbdsh(uri, """
            G = 1 << 30
            h.add_meta_context('base:allocation')
            h.connect_uri(uri)
            assert h.get_extended_headers_negotiated()
            assert h.can_block_status_payload()
            h.pwrite(b'x' * 4096, 5 * G)
            h.zero(6 * G, 0)
            assert h.pread(4096, 5 * G) == bytes(4096)
            h.pwrite(b'y' * 4096, 7 * G)
            h.trim(7 * G, 0)
            h.cache(16 * G, 0)
            seen = []
            def extents(context, offset, entries, error):
                seen.extend(entries)
            h.block_status_64(16 * G, 0, extents)
            assert seen == [(7 * G, 3), (4096, 0), (9 * G - 4096, 3)], seen
            seen.clear()
            h.block_status_filter(6 * G, 0, ['base:allocation'], extents)
            assert seen == [(6 * G, 3)], seen
            """);
    }

    /** The features that nbdkit can switch off too. */
    @Test
    void featuresCanBeSwitchedOff() throws IOException {
        nbdsh(platter.serve("--no-eh", "memory", "1M").uri(), """
            h.connect_uri(uri)
            assert h.get_structured_replies_negotiated()
            assert not h.get_extended_headers_negotiated()
            """);
        nbdsh(platter.serve("--no-sr", "memory", "1M").uri(), """
            h.add_meta_context('base:allocation')
            h.connect_uri(uri)
            assert not h.get_structured_replies_negotiated()
            assert not h.can_meta_context('base:allocation')
            assert h.pread(4, 0) == bytes(4)
            """);
        nbdsh(platter.serve("--no-mc", "memory", "1M").uri(), """
            h.add_meta_context('base:allocation')
            h.connect_uri(uri)
            assert h.get_extended_headers_negotiated()
            assert not h.can_meta_context('base:allocation')
            """);
        nbdsh(platter.serve("--mask-handshake=0", "memory", "1M").uri(), """
            h.connect_uri(uri)
            assert h.get_protocol() == 'newstyle'
            assert h.pread(4, 0) == bytes(4)
            """);
        nbdsh(platter.serve("-n", "-o", "memory", "1M").uri(), """
            h.connect_uri(uri)
            assert h.get_protocol() == 'oldstyle'
            h.pwrite(b'abcd', 512)
            assert h.pread(4, 512) == b'abcd'
            """);
        nbdsh(platter.serve("-o", "-n", "memory", "1M").uri(), """
            h.connect_uri(uri)
            assert h.get_protocol() == 'newstyle-fixed'
            """);
    }

    @Test
    void anyNameIsTheDiskUnlessItsPluginSaysNo() throws IOException {
        String uri = platter.serve("memory", "16M").uri();
        nbdsh(uri, """
            h.set_opt_mode(True)
            h.connect_uri(uri)
            h.set_export_name('any/näme')
            h.opt_info()
            h.opt_go()
            assert h.get_size() == 16 << 20
            """);
    }

    @Test
    void failedOpenIsRefusedWithItsReasonAndTheClientMayGoOn() throws IOException {
        Path image = Files.write(platter.folder().resolve("image"), new byte[4096]);
        String uri = platter.serve("file", image.toString()).uri();
        Path away = Files.move(image, image.resolveSibling("away"));
        nbdsh(uri, """
            import os
            h.set_opt_mode(True)
            h.connect_uri(uri)
            for ask in [h.opt_info, h.opt_go]:
                try:
                    ask()
                except nbd.Error as error:
                    assert 'image does not exist' in error.string, error.string
                else:
                    assert False, 'not refused'
            os.rename('%s', '%s')
            h.opt_go()
            assert h.get_size() == 4096
            """.formatted(away, image));
    }

    @Test
    void withoutStructuredRepliesEverythingElseWorks() throws IOException {
        String uri = platter.serve("memory", "16M").uri();
        nbdsh(uri, """
            h.set_request_structured_replies(False)
            h.connect_uri(uri)
            assert not h.get_structured_replies_negotiated()
            assert not h.can_df()
            h.pwrite(b'platter!', 1 << 20)
            assert h.pread(9, (1 << 20) - 1) == b'\\x00platter!'
            h.zero(4, 1 << 20)
            assert h.pread(8, 1 << 20) == b'\\x00\\x00\\x00\\x00ter!'
            """);
    }

    @Test
    void clientThatKnowsOnlyExportNameIsServed() throws IOException {
        String uri = platter.serve("memory", "16M").uri();
        nbdsh(uri, """
            h.set_handshake_flags(0)
            h.connect_uri(uri)
            assert h.get_protocol() == 'newstyle', h.get_protocol()
            assert h.get_size() == 16 << 20
            assert h.pread(4, 0) == bytes(4)
            """);
    }

    @Test
    void clientMayLeaveBeforeChoosing() throws IOException {
        String uri = platter.serve("memory", "16M").uri();
        nbdsh(uri, """
            h.set_opt_mode(True)
            h.connect_uri(uri)
            h.opt_abort()
            assert h.aio_is_closed()
            """);
    }

    private static void nbdsh(String uri, String script) {
        Peer.require("nbdsh").run("-c", "uri = '" + uri + "'", "-c", script).success();
    }
}
