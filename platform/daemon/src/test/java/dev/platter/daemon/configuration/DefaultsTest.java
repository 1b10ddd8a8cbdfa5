// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.server.definition.AccessRules;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;
import dev.platter.server.definition.ExportDefinition.RemovalMode;
import dev.platter.server.definition.ExportDefinition.UpgradeMode;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition.TlsMode;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.ServerDefinition.HttpDefinition;
import dev.platter.server.definition.ServerDefinition.ServerLimits;
import dev.platter.server.definition.ServerDefinition.ServerSettings;
import dev.platter.server.definition.ServerDefinition.ServerSettings.LogFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Absent keys have the defaults that the guide promises. */
class DefaultsTest {
    @TempDir
    Path folder;

    @Test
    void anEmptyFileIsAServerWithoutExports() throws Exception {
        ServerSettings settings = new ServerSettings(
                Optional.of(Path.of("/var/lib/platter")),
                Optional.of(Path.of("/var/lib/platter/deploy")),
                List.of(),
                Optional.of(Path.of("/run/platter/control.sock")),
                16,
                Duration.ofSeconds(10),
                Optional.of(Duration.ofSeconds(30)),
                LogFormat.TEXT,
                Optional.empty());
        assertEquals(
                new ServerDefinition(
                        settings,
                        ServerLimits.NONE,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        HandshakePolicy.DEFAULT,
                        false,
                        Map.of()),
                new Etc(folder).main("").server());
    }

    @Test
    void anExportNeedsAPluginOnly() throws Exception {
        assertEquals(
                new ExportDefinition(
                        "vm1",
                        Optional.empty(),
                        false,
                        false,
                        ExportDefinition.Tls.ON,
                        16,
                        UpgradeMode.AUTO,
                        RemovalMode.HIDE,
                        new MemberDefinition.Plugin("memory", List.of()),
                        List.of(),
                        AccessRules.EVERYBODY,
                        ExportLimits.NONE),
                new Etc(folder).main(Etc.EXPORT).vm1());
    }

    @Test
    void exportsHaveTheServersThreads() throws Exception {
        assertEquals(
                4,
                new Etc(folder)
                        .main("[server]\nthreads = 4\n" + Etc.EXPORT)
                        .vm1()
                        .threads());
        assertEquals(
                5,
                new Etc(folder)
                        .main("[server]\nthreads = 4\n[export.vm1]\nthreads = 5\n" + Etc.EXPORT)
                        .vm1()
                        .threads());
    }

    @Test
    void theDeployFolderFollowsTheState() throws Exception {
        ServerSettings settings =
                new Etc(folder).main("[server]\nstate = \"here\"\n").server().settings();
        assertEquals(folder.resolve("here"), settings.state().orElseThrow());
        assertEquals(folder.resolve("here/deploy"), settings.deploy().orElseThrow());
    }

    @Test
    void listenersHaveTlsWhereThereIsSome() throws Exception {
        String listener = "[[listen]]\naddress = \"::1\"\n";
        assertEquals(
                List.of(new ListenerDefinition(new ListenAddress.Tcp("::1", 10809), TlsMode.OFF)),
                new Etc(folder).main(listener).server().listeners());
        assertEquals(
                List.of(new ListenerDefinition(new ListenAddress.Tcp("::1", 10809), TlsMode.ON)),
                new Etc(folder)
                        .main(listener + "[tls]\npsk = \"keys\"\n")
                        .server()
                        .listeners());
    }

    @Test
    void httpIsForThisMachine() throws Exception {
        assertEquals(
                Optional.of(new HttpDefinition("127.0.0.1", 9809)),
                new Etc(folder).main("[http]\n").server().http());
    }

    @Test
    void signaturesThatAreNotRequiredAreNoPolicy() throws Exception {
        assertEquals(
                Optional.empty(),
                new Etc(folder)
                        .main("[signatures]\nrequired = false\ntrust-store = \"trust.p12\"\n")
                        .server()
                        .signatures());
    }
}
