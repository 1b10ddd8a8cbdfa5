// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.server.definition.ServerDefinition;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each change of a file appears in its own line. */
class DifferenceTest {
    private static final String SETTINGS = "[server]\ngrace = \"10s\"\n[[listen]]\nunix = \"/s\"\n";
    private static final String VM1 = "[export.vm1]\nthreads = 4\n[export.vm1.plugin]\nuse = \"memory\"\n"
            + "parameters = { size = \"1G\", password = \"old\" }\n"
            + "[[export.vm1.filter]]\nuse = \"log\"\nparameters.logfile = \"l\"\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"1G\"; \"2G\"; ~ vm1: plugin.parameters.size \"1G\" → \"2G\"",
                "\"1G\"; [\"1G\", \"2G\"]; ~ vm1: plugin.parameters.size \"1G\" → \"1G\", \"2G\"",
                "\"old\"; \"new\"; ~ vm1: plugin.parameters.password (secret) → (secret)",
                "size = \"1G\",; ''; ~ vm1: plugin.parameters.size \"1G\" → (none)",
                "use = \"memory\"; use = \"memory@2\"; ~ vm1: plugin.use \"memory\" → \"memory@2\"",
                "use = \"log\"; use = \"stats\"; ~ vm1: filter \"log\" → \"stats\"",
                "logfile = \"l\"; logfile = \"m\"; ~ vm1: filter[0].parameters.logfile \"l\" → \"m\"",
                "threads = 4; threads = 5; ~ vm1: threads 4 → 5",
                "threads = 4; remove = \"hard\"; ~ vm1: threads 4 → 16|~ vm1: remove \"hide\" → \"hard\"",
                "threads = 4; threads = 4|read-only = true; ~ vm1: read-only false → true",
                "threads = 4; threads = 4|hidden = true; ~ vm1: hidden false → true",
                "threads = 4; threads = 4|description = \"d\"; ~ vm1: description (none) → \"d\"",
                "threads = 4; threads = 4|upgrade = \"new-clients\"; ~ vm1: upgrade \"auto\" → \"new-clients\"",
                "threads = 4; threads = 4|allow.users = [0]; ~ vm1: allow.users [] → [\"0\"]",
                "threads = 4; threads = 4|allow.groups = [\"kvm\"]; ~ vm1: allow.groups [] → [\"kvm\"]",
                "threads = 4; threads = 4|limits.connections = 3; ~ vm1: limits.connections (none) → 3",
                "threads = 4; threads = 4|limits.bandwidth = \"1M\"; ~ vm1: limits.bandwidth (none) → 1M",
                "grace = \"10s\"; grace = 0.5; ~ server.grace \"10s\" → \"0.5s\"",
                "grace = \"10s\"; default-export = \"vm1\"; ~ server.default-export (none) → \"vm1\"",
                "grace = \"10s\"; log = \"json\"; ! server.log \"text\" → \"json\" (needs a restart)",
                "grace = \"10s\"; control = \"/c\"; ! server.control /run/platter/control.sock → /c (needs a restart)",
                "grace = \"10s\"; state = \"/s/\"|deploy = \"/d\"; ! server.state /var/lib/platter → /s (needs a"
                        + " restart)|! server.deploy /var/lib/platter/deploy → /d (needs a restart)",
                "grace = \"10s\"; bundles = [\"/b\"]; ! server.bundles [] → [/b] (needs a restart)",
                "unix = \"/s\"; unix = \"/t\"; ! listen [/s (tls off)] → [/t (tls off)] (needs a restart)",
                "[[listen]]; [http]|[[listen]]; ! http (none) → 127.0.0.1:9809 (needs a restart)",
                "[[listen]]; [limits]|memory = \"1G\"|[[listen]]; ! limits.memory (none) → 1G (needs a restart)",
                "[[listen]]; [signatures]|trust-store = \"/t\"|[[listen]]; ~ signatures.trust-store (none) → /t",
                "vm1; vm2; + vm2: log → memory|- vm1: log → memory (connections: hide)",
                "threads = 4; threads   = 4 # the same; no change",
            })
    void aDifferenceNamesEachChangedKey(String part, String replacement, String text) throws Exception {
        ServerDefinition before = new Etc(folder).main(SETTINGS + VM1).server();
        String changed = (SETTINGS + VM1).replace(part, replacement.replace('|', '\n'));
        ServerDefinition after = new Etc(folder).main(changed).server();

        Difference difference = Difference.between(before, after, (member, key) -> key.equals("password"));

        assertEquals(text.replace('|', '\n'), difference.text());
        assertEquals(text.equals("no change"), difference.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "certificates = \"/c\"; certificates = \"/d\"; ! tls certificates of /c, clients verified →"
                        + " certificates of /d, clients verified (needs a restart)",
                "tls = \"on\"; tls = \"require\"; ~ vm1: tls \"on\" → \"require\"",
                "CN=a; CN=b; ~ vm1: allow.certificates [\"CN=a\"] → [\"CN=b\"]",
                "::1/128; fd00::/8; ~ vm1: allow.addresses [0:0:0:0:0:0:0:1] → [fd00:0:0:0:0:0:0:0/8]",
            })
    void aDifferenceNamesChangesOfTls(String part, String replacement, String text) throws Exception {
        String tls = "[tls]\ncertificates = \"/c\"\nverify-peer = true\n[export.vm1]\ntls = \"on\"\n"
                + "allow = { certificates = [\"CN=a\"], addresses = [\"::1/128\"] }\n" + Etc.EXPORT;
        ServerDefinition before = new Etc(folder).main(tls).server();
        ServerDefinition after =
                new Etc(folder).main(tls.replace(part, replacement)).server();
        assertEquals(text, text(before, after));
    }

    @Test
    void aDifferenceNamesChangedIdentities() throws Exception {
        String psk = "[tls]\npsk = \"/p\"\n" + Etc.EXPORT + "[export.vm1.allow]\nidentities = [\"a\"]\n";
        assertEquals(
                "~ vm1: allow.identities [\"a\"] → [\"b\"]",
                text(
                        new Etc(folder).main(psk).server(),
                        new Etc(folder).main(psk.replace("\"a\"", "\"b\"")).server()));
    }

    @Test
    void aFilterInFrontLeavesTheOthersAsTheyWere() throws Exception {
        ServerDefinition before = new Etc(folder).main(VM1).server();
        ServerDefinition after = new Etc(folder)
                .main(VM1.replace("[[", "[[export.vm1.filter]]\nuse = \"offset\"\n[["))
                .server();
        assertEquals("~ vm1: filter \"log\" → \"offset, log\"", text(before, after));
    }

    @Test
    void theOrderOfParametersMatters() throws Exception {
        String one = Etc.EXPORT + "parameters = { a = 1, b = 2 }\n";
        String other = Etc.EXPORT + "parameters = { b = 2, a = 1 }\n";
        assertEquals(
                "~ vm1: plugin.parameters in " + folder + ": a, b → in " + folder + ": b, a",
                text(
                        new Etc(folder).main(one).server(),
                        new Etc(folder).main(other).server()));
    }

    @Test
    void sameWordsInAnotherFolderAreAnotherDefinition() throws Exception {
        String text = Etc.EXPORT + "parameters = { file = \"disk\" }\n";
        ServerDefinition before = new Etc(folder).main(text).server();
        ServerDefinition after =
                new Etc(folder).main("").file("conf.d/vm1.toml", text).server();
        assertEquals(
                "~ vm1: plugin.parameters in " + folder + ": file → in " + folder + "/conf.d: file",
                text(before, after));
    }

    private static String text(ServerDefinition before, ServerDefinition after) {
        return Difference.between(before, after, (member, key) -> false).text();
    }
}
