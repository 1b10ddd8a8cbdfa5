// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.libc.Linux;
import dev.platter.peers.Peer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A block device with sectors of 512 bytes, stored in a file. */
final class LoopDevice implements AutoCloseable {
    private static final Path CONTROL = Path.of("/dev/loop-control");

    private final Path path;

    private LoopDevice(Path path) {
        this.path = path;
    }

    /** Makes a device. Only root can; other users must skip these tests explicitly. */
    static LoopDevice of(Path image) {
        assumeTrue(Linux.isHere(), "only Linux has loop devices");
        String needed = CONTROL + " cannot be written to, so there are no loop devices to test with: run the tests as"
                + " root, or with -Dplatter.it.optional=true to skip these";
        boolean possible = Files.isWritable(CONTROL);
        assumeFalse(!possible && Boolean.getBoolean("platter.it.optional"), needed);
        assertTrue(possible, needed);
        String name = Peer.require("losetup")
                .run("--find", "--show", image.toString())
                .success()
                .strip();
        return new LoopDevice(Path.of(name));
    }

    Path path() {
        return path;
    }

    /** Makes the kernel refuse writes, independently of permissions. */
    void setReadOnly() {
        blockdev("--setro");
    }

    /** A file in which the kernel shows or takes a setting of the device's queue. */
    Path queue(String setting) {
        return Path.of("/sys/block", path.getFileName().toString(), "queue", setting);
    }

    /** The next user of this device would find it read-only if it was. */
    @Override
    public void close() {
        blockdev("--setrw");
        Peer.require("losetup").run("--detach", path.toString()).success();
    }

    private void blockdev(String option) {
        Peer.require("blockdev").run(option, path.toString()).success();
    }
}
