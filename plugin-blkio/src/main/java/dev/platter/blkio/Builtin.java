// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import dev.platter.blkio.device.Driver;
import dev.platter.blkio.uring.UringDriver;
import dev.platter.blkio.vhost.VhostUserDriver;
import java.util.List;
import java.util.Optional;

/**
 * A driver that works without libblkio.
 *
 * @param name as users write it
 * @param settable the properties that users may set
 * @param driver connects to devices
 */
record Builtin(String name, List<String> settable, Driver driver) {
    private static List<Builtin> all() {
        return List.of(
                new Builtin(UringDriver.NAME, UringDriver.SETTABLE, new UringDriver()),
                new Builtin(VhostUserDriver.NAME, VhostUserDriver.SETTABLE, new VhostUserDriver()));
    }

    static List<String> names() {
        return all().stream().map(Builtin::name).toList();
    }

    static Optional<Builtin> named(String name) {
        return all().stream().filter(builtin -> builtin.name().equals(name)).findFirst();
    }
}
