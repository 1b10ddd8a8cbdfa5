// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.api.parameters.Size;
import dev.platter.engine.NbdServer;
import dev.platter.host.RefusedException;
import dev.platter.server.definition.ServerDefinition.ServerLimits;

/** The memory that large requests of all clients may hold, compared with the memory that there is. */
final class RequestMemory {
    private RequestMemory() {}

    /**
     * Checks whether Java may use as much memory as the limit lets requests hold.
     *
     * @throws RefusedException if it may not; requests would fail where they are meant to wait
     */
    static void check(ServerLimits limits) throws RefusedException {
        long largest = NbdServer.largestMemory();
        Size wanted = limits.memory().orElse(new Size(0));
        if (wanted.bytes() > largest) {
            throw new RefusedException("limits.memory is " + wanted + ", which is " + wanted.bytes()
                    + " bytes, but Java may use only " + largest + " bytes outside of its heap: write a smaller limit,"
                    + " or start the server with PLATTER_JAVA_OPTIONS=-XX:MaxDirectMemorySize=" + wanted
                    + " or a larger -Xmx, and in a control group that has room for that and the heap");
        }
    }
}
