// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.server.FakeServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scraper gets the format that it asks for. */
class FormatTest {
    /** The last two are sent by Prometheus, shortened here: with native histograms it prefers protobuf. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''                                                               | text/plain; version=0.0.4",
                "*/*                                                              | text/plain; version=0.0.4",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3 | application/openmetrics-text;"
                        + " version=1.0.0",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,text/plain;version=0.0.4;q=0.4"
                    + " | text/plain; version=0.0.4",
            })
    void theFormatIsTheOneAskedFor(String accept, String contentType) {
        FakeServer server = new FakeServer();

        Exposition exposition = Scrape.metrics(server).scrape(accept);

        assertEquals(contentType + "; charset=utf-8", exposition.contentType());
        String body = Scrape.text(exposition);
        assertEquals(contentType.contains("openmetrics"), body.endsWith("# EOF\n"));
        assertTrue(body.contains("# TYPE platter_ready gauge\n"), body);
    }
}
