// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's queries select metadata contexts. */
class MetaContextsTest {
    private SmallExport export;
    private EmbeddedClient client;
    private MetaContexts contexts;

    @BeforeEach
    void open() throws IOException {
        export = new SmallExport();
        client = new EmbeddedClient(Exports.any(export.under(ExportPolicy.OPEN))).greet();
        client.option(Options.INFO, EmbeddedClient.info("name"));
        contexts = new MetaContexts(export.revision().leases().getFirst().disk());
    }

    @AfterEach
    void close() {
        client.close();
        export.close();
    }

    private static List<String> names(List<MetaContext> found) {
        return found.stream().map(MetaContext::name).toList();
    }

    @Test
    void aListWithoutQueriesHasAll() {
        assertEquals(List.of("base:allocation", "small:first", "small:second"), names(contexts.list(List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "small:first, small:first, small:first",
        "small:, 'small:first small:second', ''",
        "base:allocation, base:allocation, base:allocation",
        "small, '', ''",
        "other:, '', ''"
    })
    void aQueryIsANameAndInAListANamespaceToo(String query, String listed, String selected) {
        assertEquals(listed, String.join(" ", names(contexts.list(List.of(query)))));
        assertEquals(selected, String.join(" ", names(contexts.select(List.of(query)))));
    }

    @Test
    void aContextKeepsItsNumberWhicheverAreChosen() {
        assertEquals(
                List.of(new MetaContext(3, "small:second")), contexts.select(List.of("small:second", "nothing:here")));
    }
}
