// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices of qemu-storage-daemon, with libblkio and without it. */
@Tag("same-in-both-modes")
class BlkioIT {
    private static final String SIZE = "16777216";

    /** Two clients read, write, trim and zero at random, and leave a plain file that has the same contents. */
    private static final String SCRIPT = """
        import random
        other = nbd.NBD()
        other.connect_uri(uri)
        chance = random.Random(1)
        size = h.get_size()
        model = bytearray(size)
        for i in range(300):
            client = chance.choice([h, other])
            n = chance.choice([512, 4096, 65536, 300 * 1024, 1 << 20])
            at = chance.randrange(0, (size - n) // 512) * 512
            what = chance.randrange(5)
            if what <= 1:
                data = chance.randbytes(n)
                client.pwrite(data, at, nbd.CMD_FLAG_FUA if chance.random() < 0.2 else 0)
                model[at:at+n] = data
            elif what == 2:
                client.zero(n, at, nbd.CMD_FLAG_NO_HOLE if chance.random() < 0.5 else 0)
                model[at:at+n] = bytes(n)
            elif what == 3:
                client.trim(n, at)
                client.zero(n, at)
                model[at:at+n] = bytes(n)
            else:
                assert client.pread(n, at) == model[at:at+n], (n, at)
            if i % 50 == 0:
                client.flush()
        h.flush()
        assert other.pread(size, 0) == model
        with open(path, "wb") as file:
            file.write(model)
        other.shutdown()
        h.shutdown()
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @Needs({"qemu-storage-daemon", "qemu-img", "nbdsh"})
    @ParameterizedTest
    @CsvSource({"builtin, qcow2", "builtin, raw", "libblkio, qcow2", "libblkio, raw"})
    void imageHasWhatTwoClientsHaveWritten(String engine, String format) throws IOException {
        Path image = platter.folder().resolve("disk");
        Path model = platter.folder().resolve("model");
        Peer qemuImg = Peer.require("qemu-img");
        qemuImg.run("create", "-q", "-f", format, image.toString(), SIZE).success();

        try (PeerServer device = PeerServer.vhostUserBlock(format, image, "writable=on,num-queues=2");
                Served served =
                        serve("virtio-blk-vhost-user", "path=" + device.socket(), "num-queues=2", "engine=" + engine)) {
            String variables = "uri = '" + served.uri() + "'\npath = '" + model + "'";
            Peer.require("nbdsh")
                    .run("-u", served.uri(), "-c", variables, "-c", SCRIPT)
                    .success();
        }

        if (format.equals("qcow2")) {
            qemuImg.run("check", image.toString()).success();
        }
        qemuImg.run("compare", "-f", format, "-F", "raw", image.toString(), model.toString())
                .success();
    }

    /** A copy of the library stands where this server looks for one, whether or not the system has it. */
    private Served serve(String... words) throws IOException {
        Peer.require("qemu-storage-daemon").copyLibrary("libblkio.so.1", platter.folder());
        String[] line = new String[words.length + 1];
        line[0] = "blkio";
        System.arraycopy(words, 0, line, 1, words.length);
        return platter.serveWithJavaOptions("-Djna.library.path=" + platter.folder(), line);
    }

    /** As in nbdkit, where these are the library's words. */
    @Needs({"nbdkit", "qemu-storage-daemon", "nbdinfo"})
    @ParameterizedTest
    @CsvSource({
        "nvme-io_uring, /dev/ng9n9",
        "virtio-blk-vfio-pci, /sys/bus/pci/devices/ffff:ff:ff.9",
        "virtio-blk-vhost-vdpa, /dev/vhost-vdpa-99",
        "virtio-blk-vhost-user, /no/such/socket",
        "io_uring, /no/such/file"
    })
    void missingDeviceIsRefusedInTheWordsOfTheLibrary(String driver, String path) throws IOException {
        String theirs;
        try (PeerServer nbdkit = PeerServer.nbdkit("blkio", driver, "path=" + path)) {
            theirs = refusal(nbdkit.uri(""));
        }
        try (Served served = serve(driver, "path=" + path, "engine=libblkio")) {
            assertEquals(theirs + " (path=" + path + ")", refusal(served.uri()));
        }
    }

    /** What a client is told, without what its library and nbdkit put around it. */
    private static String refusal(String uri) {
        String said = Peer.require("nbdinfo").run(uri).err();
        String words = said.substring(said.indexOf("blkio_connect"), said.indexOf('\n'));
        return words.substring(0, words.lastIndexOf(": "));
    }

    @Test
    void driverThatNeedsTheLibraryNamesIt() {
        Platter.assertRefused(
                platter.command("platter").run("blkio", "nvme-io_uring", "path=/dev/ng9n9", "engine=builtin"),
                "nvme-io_uring is not a driver that works without libblkio",
                "io_uring, virtio-blk-vhost-user");
    }
}
