// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The other servers are ours; with native calls the event loop speaks to them, without, threads do. */
class ProxyConformanceTest extends PluginConformance {
    private static Served small;
    private static Served large;

    @BeforeAll
    static void serve() throws IOException {
        small = Served.of(FakeDisk.of(1_000_001).plugin());
        large = Served.of(FakeDisk.of(1L << 40).plugin());
    }

    @AfterAll
    static void stop() throws IOException {
        small.close();
        large.close();
    }

    @Override
    protected Subject subject() {
        return Subject.of(ProxyPlugin.class)
                .with("uri", small.uri().toString())
                .wide("uri", large.uri().toString())
                .refusing("uri", "nbd+unix:///?socket=/no/such/socket", "/no/such/socket")
                .refusing("uri", "nbd+vsock://2/", "vsock");
    }
}
