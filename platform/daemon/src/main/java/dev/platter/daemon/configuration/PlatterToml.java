// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Parameter;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ServerLimits;
import dev.platter.server.definition.ServerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of {@code platter.toml}. Each is a record, whose components are its keys: type, default, example, help, and what a
 * reload makes of a change all stand there and nowhere else.
 *
 * <p>Where one key is one value of a definition, the definition is the table: what an export can be told is declared once, and
 * is in the file, in the difference and in the guide by that. {@code [[listen]]}, {@code [tls]}, {@code [http]} and
 * {@code [signatures]} have keys that exclude or vouch for each other, and a definition has only what comes of them; those are
 * records of this package, which make definitions.
 *
 * <p>Nobody makes an instance: the tables are read one after the other, since each is checked against those before it.
 *
 * @param server the server as a whole
 * @param listen where clients come in
 * @param tls what the server proves itself with
 * @param http metrics, health and the page
 * @param signatures whose bundles are installed
 * @param limits what all clients may have together
 * @param export what is served, by name
 */
record PlatterToml(
        @Parameter(help = "the server as a whole") ServerSettings server,

        @Parameter(help = "where clients come in, once for each socket")
        List<ListenTable> listen,

        @Parameter(help = "what the server proves itself with")
        Optional<TlsTable> tls,

        @Parameter(help = "metrics, health, and a page to look at")
        Optional<HttpTable> http,

        @Parameter(help = "whose bundles are installed") Optional<SignaturesTable> signatures,

        @Parameter(help = "what all clients may have together")
        ServerLimits limits,

        @Parameter(help = "what is served") Map<String, ExportDefinition> export) {
    /**
     * The tables of a file in {@code conf.d}.
     *
     * @param listen where clients come in
     * @param export what is served, by name
     */
    record DropIn(
            @Parameter(help = "in addition to the others") List<ListenTable> listen,

            @Parameter(help = "an export that another file defines too is an error that names both places")
            Map<String, ExportDefinition> export) {}
}
