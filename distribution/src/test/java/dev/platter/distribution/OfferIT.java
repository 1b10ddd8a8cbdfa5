// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** nbdinfo and our own platter-info show what a server offers. */
@Needs("nbdinfo")
class OfferIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @CsvSource({"memory 1G,true", "-r memory 1G,false"})
    void theFlagsAreThoseOfTheDisk(String line, boolean writable) throws IOException {
        String json = json(platter.serve(line.split(" ")).uri());
        assertHas(json, "\"is_read_only\": " + !writable, "\"is_rotational\": false");
        for (String flag : List.of("fast_zero", "fua", "trim", "zero")) {
            assertHas(json, "\"can_" + flag + "\": " + writable);
        }
        for (String flag : List.of("cache", "df", "multi_conn")) {
            assertHas(json, "\"can_" + flag + "\": true");
        }
    }

    @Test
    void theOtherFeaturesAreOffered() throws IOException {
        String uri = platter.serve("-e", "a name", "memory", "3M").uri();
        assertTrue(uri.startsWith("nbd+unix:///a%20name?socket="), uri);
        assertHas(
                json(uri),
                "\"protocol\": \"newstyle-fixed\"",
                "\"structured\": true",
                "\"export-name\": \"a name\"",
                "\"base:allocation\"",
                "\"block_size_minimum\": 1,",
                "\"block_size_preferred\": 4096,",
                "\"export-size\": 3145728,");
    }

    @Test
    void platterInfoSaysTheSame() throws IOException {
        String uri = platter.serve("memory", "3M").uri();
        for (String option : List.of("--list", "--json", "--map", "--size")) {
            Outcome ours = platter.command("platter-info").run("--no-content", option, uri);
            assertEquals(Peer.require("nbdinfo").run("--no-content", option, uri), ours);
        }
    }

    private String json(String uri) {
        return Peer.require("nbdinfo").run("--json", "--no-content", uri).success();
    }

    private static void assertHas(String json, String... parts) {
        for (String part : parts) {
            assertTrue(json.contains(part), part + " is missing in " + json);
        }
    }
}
