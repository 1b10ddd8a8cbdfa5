// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code -Dplatter.portable=true} a server loads no native libraries except Java's own. */
@Needs("nbdinfo")
class PortableIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nativeLibrariesAreLoadedUnlessItIsPortable(boolean portable) throws IOException {
        Served served = platter.portable(portable).serve("memory", "1M");
        Peer.require("nbdinfo").run("--size", served.uri()).success();
        String maps =
                Files.readString(Path.of("/proc", Long.toString(served.process().pid()), "maps"));
        assertEquals(!portable, maps.contains("netty_transport_native"), maps);
    }
}
