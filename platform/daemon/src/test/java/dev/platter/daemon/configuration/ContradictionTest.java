// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are valid alone but contradict each other are refused. */
class ContradictionTest {
    private static final String UNIX = "[[listen]]\nunix = \"s\"\n";
    private static final String TCP = "[[listen]]\naddress = \"::1\"\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[[listen]]|unix = \"/s\"|[[listen]]|unix = \"/x/../s\"; 3:1: [[listen]] has the socket /s, but so has"
                        + " the listener at FOLDER/platter.toml:1:1,, remove one of the two or choose another",
                "[[listen]]|address = \"::1\"|[[listen]]|address = \"0:0::1\"|port = 10809; 3:1: [[listen]] has the"
                    + " socket [0:0::1]:10809, but so has the listener at FOLDER/platter.toml:1:1,, remove one of the"
                    + " two or choose another",
                "[http]|[[listen]]|address = \"127.0.0.1\"|port = 9809; 2:1: [[listen]] has the socket 127.0.0.1:9809,"
                        + " but so has [http],, remove one of the two or choose another",
                "[server]|control = \"/c\"|[[listen]]|unix = \"/c\"; 3:1: [[listen]] has the socket /c, but so has the"
                        + " control socket,, remove one of the two or choose another",
                "[[listen]]|unix = \"/s\"|port = 1; 1:1: a [[listen]] has one socket, and this one has unix and also"
                        + " port,, write a [[listen]] for each",
                "[[listen]]|port = 1; 1:1: [[listen]] does not say where,, add unix = \"PATH\", or address ="
                        + " \"127.0.0.1\" (\"::\" for all addresses of this machine)",
                "[[listen]]|unix = \"/s\"|tls = \"require\"; 3:1: tls is \"require\", but the server has neither"
                        + " certificates nor keys,, add [tls] to platter.toml, or write tls = \"off\"",
                "[tls]|certificates = \"c\"|psk = \"p\"; 3:1: psk and certificates cannot be combined,, remove one of"
                        + " the two",
                "[tls]; 1:1: [tls] does not say how the server proves its identity,, add certificates = \"FOLDER\" or"
                        + " psk = \"FILE\"",
                "[tls]|psk = \"p\"|verify-peer = true; 3:1: verify-peer is about certificates, but with psk a client"
                        + " proves its identity by its key,, remove verify-peer",
                "[http]|address = \"0.0.0.0\"; 2:1: address in [http] is \"0.0.0.0\", where other machines can see what"
                        + " this server does,, write public = true if they may, or use 127.0.0.1",
                "[http]|address = \"example.com\"; 2:1: address in [http] is \"example.com\", where other machines"
                        + " can see"
                        + " what this server does,, write public = true if they may, or use 127.0.0.1",
                "[signatures]; 1:1: [signatures] does not say which signers are trusted,, add trust-store ="
                        + " \"FILE\", or"
                        + " write required = false",
                "[server]|default-export = \"vm2\"|[export.vm1.plugin]|use = \"null\"; 2:1: default-export is \"vm2\","
                        + " but there is no such export,, did you mean \"vm1\"?",
                "[server]|default-export = \"vm2\"; 2:1: default-export is \"vm2\", but there is no such export,, add"
                        + " [export.vm2], or name an export that exists",
                "[server]|state = \"/a\"|deploy = \"/a\"; 3:1: deploy and state are both /a, but bundles may not be"
                        + " dropped among the server's own files,, name another folder",
                "[server]|deploy = \"/a\"|bundles = [\"/a\"]; 3:1: bundles names the deploy folder /a, which is"
                        + " searched anyway,, remove it from bundles",
            })
    void aContradictionInTheServerIsRefused(String text, String complaint) throws Exception {
        assertEquals(
                List.of("platter.toml:" + complaint.replace(",,", ";").replace("FOLDER/", "")),
                new Etc(folder).main(text.replace('|', '\n')).complaints());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "UNIX|addresses = [\"::1\"]; 6:1: addresses in [export.vm1.allow] lets nobody in: no [[listen]] has an"
                        + " address, and clients on Unix sockets have none",
                "TCP|users = [0]; 6:1: users in [export.vm1.allow] lets nobody in: no [[listen]] is a Unix socket, and"
                        + " nothing else tells who a client is",
                "TCP|groups = [0]; 6:1: groups in [export.vm1.allow] lets nobody in: no [[listen]] is a Unix socket,"
                        + " and nothing else tells who a client is",
                "TCP|certificates = [\"CN=a\"]; 6:1: certificates in [export.vm1.allow] lets nobody in: no listener"
                        + " verifies certificates,, write verify-peer = true beside certificates in [tls], and let a"
                        + " [[listen]]"
                        + " have tls = \"on\"",
                "TCP|identities = [\"a\"]; 6:1: identities in [export.vm1.allow] lets nobody in: no listener has"
                        + " pre-shared keys,, write psk = \"FILE\" in [tls], and let a [[listen]] have tls = \"on\"",
            })
    void rulesThatNoListenerCanMeetAreRefused(String text, String complaint) throws Exception {
        String rule = text.substring(text.indexOf('|') + 1);
        String listener = text.startsWith("UNIX") ? UNIX : TCP;
        assertEquals(
                List.of("platter.toml:" + complaint.replace(",,", ";")),
                new Etc(folder)
                        .main(listener + Etc.EXPORT + "[export.vm1.allow]\n" + rule)
                        .complaints());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls = \"off\"\n", "tls = \"off\"\n[tls]\npsk = \"p\"\n"})
    void anExportThatRequiresTlsNeedsAListenerWithTls(String tls) throws Exception {
        assertEquals(
                "tls in [export.vm1] is \"require\", but no listener has TLS, so no client could use it; add [tls] to"
                        + " platter.toml and let a [[listen]] have tls = \"on\"",
                sentence(UNIX + tls + "[export.vm1]\ntls = \"require\"\n" + Etc.EXPORT));
    }

    @Test
    void usersAndAddressesTogetherAreRefused() throws Exception {
        assertEquals(
                "users and addresses in [export.vm1.allow] together let nobody in: users are known only on Unix"
                        + " sockets, addresses only on TCP; make two exports of it",
                sentence(UNIX + TCP + Etc.EXPORT + "[export.vm1.allow]\naddresses = [\"::1\"]\nusers = [0]\n"));
    }

    @Test
    void anExportCannotTurnTlsOff() throws Exception {
        assertEquals(
                "tls in [export.vm1] must be \"on\" or \"require\", not \"off\"",
                sentence("[export.vm1]\ntls = \"off\"\n" + Etc.EXPORT));
    }

    private String sentence(String text) throws Exception {
        List<String> complaints = new Etc(folder).main(text).complaints();
        assertEquals(1, complaints.size(), complaints::toString);
        return complaints.getFirst().replaceFirst("platter.toml:\\d+:\\d+: ", "");
    }

    /** Valid settings that are similar to refused ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[listen]]|address = \"::1\"|port = 0|[[listen]]|address = \"::1\"|port = 0",
                "[[listen]]|address = \"::1\"|[[listen]]|address = \"127.0.0.1\"",
                "[http]|address = \"::1\"",
                "[http]|address = \"localhost\"",
                "[http]|address = \"0.0.0.0\"|public = true",
                "[tls]|psk = \"p\"|[export.vm1.allow]|identities = [\"a\"]|[export.vm1.plugin]|use = \"null\"",
                "[export.vm1.allow]|addresses = [\"::1\"]|[export.vm1.plugin]|use = \"null\"",
            })
    void settingsThatDoNotContradictAreAccepted(String text) throws Exception {
        assertEquals(List.of(), new Etc(folder).main(text.replace('|', '\n')).complaints());
    }
}
