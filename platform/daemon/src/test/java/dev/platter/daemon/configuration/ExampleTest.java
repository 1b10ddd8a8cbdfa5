// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Size;
import dev.platter.server.definition.AccessRules;
import dev.platter.server.definition.AccessRules.CertificateSubject;
import dev.platter.server.definition.CidrBlock;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;
import dev.platter.server.definition.ExportDefinition.RemovalMode;
import dev.platter.server.definition.ExportDefinition.UpgradeMode;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition.TlsMode;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.ServerDefinition.SignaturePolicy;
import dev.platter.server.definition.ServerDefinition.TlsDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example in the archives is valid and has every table. */
class ExampleTest {
    private static final Path EXAMPLE = Path.of("../../distribution/src/main/tarball/etc/platter.toml.example");

    @Test
    void theExampleIsRead() throws Exception {
        ServerDefinition server = new ConfigurationFile(EXAMPLE).read().server();
        Path etc = EXAMPLE.toAbsolutePath().normalize().getParent();

        assertEquals(Set.of("vm1", "archive"), server.exports().keySet());
        assertEquals(Optional.of(new Size(512 << 20)), server.limits().memory());
        assertEquals(Optional.of("vm1"), server.settings().defaultExport());
        assertEquals(
                List.of(
                        new ListenerDefinition(new ListenAddress.Unix(Path.of("/run/platter/nbd.sock")), TlsMode.OFF),
                        new ListenerDefinition(new ListenAddress.Tcp("::", 10809), TlsMode.REQUIRE)),
                server.listeners());
        assertEquals(Optional.of(new TlsDefinition.Certificates(Path.of("/etc/pki/platter"), true)), server.tls());
        assertEquals(
                Optional.of(new SignaturePolicy(
                        Path.of("/etc/platter/trust.p12"), Optional.of(Path.of("/etc/platter/trust.password")))),
                server.signatures());
        assertEquals(
                new ExportDefinition(
                        "archive",
                        Optional.empty(),
                        true,
                        true,
                        ExportDefinition.Tls.REQUIRE,
                        4,
                        UpgradeMode.NEW_CLIENTS,
                        RemovalMode.SOFT,
                        new MemberDefinition.Plugin("file", List.of(new KeyValue("file", "/srv/archive.img", etc))),
                        List.of(
                                new MemberDefinition.Filter(
                                        "log", List.of(new KeyValue("logfile", "/var/log/platter/archive.log", etc))),
                                new MemberDefinition.Filter(
                                        "offset",
                                        List.of(
                                                new KeyValue("offset", "1M", etc),
                                                new KeyValue("range", "512M", etc)))),
                        new AccessRules(
                                List.of(CidrBlock.parse("10.0.0.0/8"), CidrBlock.parse("fd00::/8")),
                                List.of(),
                                List.of(),
                                List.of(new CertificateSubject("CN=backup")),
                                List.of()),
                        new ExportLimits(Optional.of(10), 16, Optional.of(new Size(100 << 20)))),
                server.exports().get("archive"));
    }

    @Test
    void theExampleHasEveryTable() throws Exception {
        String example = Files.readString(EXAMPLE).replaceAll("export\\.\\w+", "export.NAME");
        for (TableShape shape : TableShape.all()) {
            boolean file = shape == TableShape.MAIN || shape == TableShape.DROP_IN;
            assertEquals(true, file || example.contains(shape.title()), shape.title());
        }
    }
}
