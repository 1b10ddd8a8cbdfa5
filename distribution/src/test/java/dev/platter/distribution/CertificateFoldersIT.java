// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders of certificates that were made by the commands of manual pages: servers and clients take them. */
@Tag("same-in-both-modes")
class CertificateFoldersIT {
    /** A paragraph of commands. */
    private static final Pattern PARAGRAPH = Pattern.compile("(?m)(?:^    .*\n)+");

    private static final String SERVER = "disks.example.com";

    /** Who has written the commands. */
    private enum Recipe {
        PLATTER_TLS,
        /** nbdkit-tls(1), with other names for the hosts. */
        NBDKIT_TLS,
        /** platter-tls(1) without the lines that name a subject: certtool takes that, and so do nbdkit and libnbd. */
        WITHOUT_SUBJECTS
    }

    private static final String NBDKIT_TLS = """
        certtool --generate-privkey > ca-key.pem
        printf '%s\\n' 'cn = Name of your organization' ca cert_signing_key > ca.info
        certtool --generate-self-signed --load-privkey ca-key.pem --template ca.info --outfile ca-cert.pem
        certtool --generate-privkey > server-key.pem
        printf '%s\\n' 'organization = Name of your organization' 'cn = disks.example.com' 'dns_name = disks' \\
            'dns_name = disks.example.com' 'ip_address = 10.0.1.2' 'ip_address = 2001:24::92' \\
            tls_www_server encryption_key signing_key > server.info
        certtool --generate-certificate --load-ca-certificate ca-cert.pem --load-ca-privkey ca-key.pem \\
            --load-privkey server-key.pem --template server.info --outfile server-cert.pem
        certtool --generate-privkey > client-key.pem
        printf '%s\\n' 'country = US' 'state = New York' 'locality = New York' \\
            'organization = Name of your organization' 'cn = client.example.com' \\
            tls_www_client encryption_key signing_key > client.info
        certtool --generate-certificate --load-ca-certificate ca-cert.pem --load-ca-privkey ca-key.pem \\
            --load-privkey client-key.pem --template client.info --outfile client-cert.pem
        """;

    @TempDir
    static Path recipes;

    @RegisterExtension
    private final Platter platter = new Platter();

    /** The paragraphs of platter-tls(1) that call certtool: authority and server, client, revocation. */
    private static List<String> manual() throws IOException {
        Path page = Modules.root().resolve("platform/cli/src/main/manual/platter-tls.md");
        List<String> paragraphs = PARAGRAPH
                .matcher(Files.readString(page).replaceAll("(?m)^\n(?=    )", "    \n"))
                .results()
                .map(MatchResult::group)
                .filter(paragraph -> paragraph.contains("certtool --generate"))
                .map(paragraph -> paragraph.replaceAll("(?m)^    platter .*\n", ""))
                .toList();
        assertEquals(3, paragraphs.size(), paragraphs::toString);
        return paragraphs;
    }

    private static String commands(Recipe recipe) throws IOException {
        return switch (recipe) {
            case PLATTER_TLS -> manual().get(0) + manual().get(1);
            case NBDKIT_TLS -> NBDKIT_TLS;
            case WITHOUT_SUBJECTS ->
                (manual().get(0) + manual().get(1)).replace("cn = %s", "# %s").replace("cn = alice", "# alice");
        };
    }

    private Path folder() {
        return platter.folder().resolve("pki");
    }

    /** Makes the folder of a recipe once for all tests, since the keys take time, and copies it. */
    private void make(Recipe recipe) throws IOException {
        Path made = recipes.resolve(recipe.name());
        if (Files.notExists(made)) {
            Files.createDirectories(folder());
            make(commands(recipe));
            Files.move(folder(), made);
        }
        Files.createDirectory(folder());
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder().resolve(file.getFileName()));
            }
        }
    }

    private void make(String commands) {
        Peer.require("certtool")
                .besides("sh")
                .run("-c", "set -e; cd \"$0\"\n" + commands, folder().toString())
                .success();
    }

    private String uri(Path socket, String host) {
        return "nbds+unix://?socket=" + socket + "&tls-certificates=" + folder() + "&tls-hostname=" + host;
    }

    /** Connects with each client. */
    private List<Outcome> clients(Recipe recipe, Path socket, String host) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(Peer.require("nbdinfo").run("--size", uri(socket, host)));
        outcomes.add(platter.command("platter-info").run("--size", uri(socket, host)));
        // QEMU trusts no server without a subject.
        if (recipe != Recipe.WITHOUT_SUBJECTS) {
            String image = "driver=nbd,server.type=unix,server.path=" + socket + ",tls-creds=tls,tls-hostname=" + host;
            String credentials = "tls-creds-x509,id=tls,endpoint=client,dir=" + folder();
            outcomes.add(Peer.require("qemu-img").run("info", "--object", credentials, "--image-opts", image));
        }
        return outcomes;
    }

    @Needs({"certtool", "nbdinfo", "qemu-img"})
    @ParameterizedTest
    @EnumSource
    void serverTakesTheFolderAndClientsTrustIt(Recipe recipe) throws IOException {
        make(recipe);
        Served served =
                platter.serve("--tls=require", "--tls-verify-peer", "--tls-certificates=" + folder(), "memory", "3M");
        clients(recipe, served.socket(), SERVER).forEach(Outcome::success);
        for (Outcome outcome : clients(recipe, served.socket(), "other.example.com")) {
            assertNotEquals(0, outcome.status(), "a server of another name");
        }
    }

    @Needs({"certtool", "nbdkit"})
    @ParameterizedTest
    @EnumSource
    void clientTrustsNbdkitThatHasTheFolder(Recipe recipe) throws IOException {
        make(recipe);
        String info =
                Platter.quoted(platter.command("platter-info").commandLine().getFirst());
        String command = info + " --size "
                + Platter.quoted(uri(Path.of("SOCKET"), SERVER)).replace("SOCKET", "'$unixsocket'");
        String size = Peer.require("nbdkit")
                .with(Map.of("PLATTER_AOT", "off"))
                .run(
                        "-U",
                        "-",
                        "--tls=require",
                        "--tls-verify-peer",
                        "--tls-certificates=" + folder(),
                        "memory",
                        "3M",
                        "--run",
                        command)
                .success();
        assertEquals("3145728", size.strip());
    }

    @Needs({"certtool", "nbdinfo"})
    @Test
    void clientOnTheListOfOurManualIsLockedOut() throws IOException {
        make(Recipe.PLATTER_TLS);
        Served served =
                platter.serve("--tls=require", "--tls-verify-peer", "--tls-certificates=" + folder(), "memory", "3M");
        Peer.require("nbdinfo").run(uri(served.socket(), SERVER)).success();
        make(manual().get(2));
        assertNotEquals(
                0, Peer.require("nbdinfo").run(uri(served.socket(), SERVER)).status());
        String log = served.end();
        assertTrue(log.contains("revoked"), log);
    }

    @Needs({"certtool", "nbdinfo"})
    @Test
    void serverOfAnotherAuthorityIsRefusedWithoutASubjectToo() throws IOException {
        make(Recipe.WITHOUT_SUBJECTS);
        Path servers = Files.move(folder(), platter.folder().resolve("servers"));
        Served served = platter.serve("--tls=require", "--tls-certificates=" + servers, "memory", "3M");
        Files.createDirectory(folder());
        make(manual().get(0));
        Outcome outcome = platter.command("platter-info").run("--size", uri(served.socket(), SERVER));
        assertNotEquals(0, outcome.status());
        assertTrue(outcome.err().contains("TLS failed"), outcome.err());
    }
}
