// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Certificates and keys as an administrator makes them, with the programs of GnuTLS. They are made once for all tests. Each
 * client's folder has the files that libnbd and QEMU look for.
 *
 * @param root holds the folders
 */
record Credentials(Path root) implements AutoCloseable {
    /** Provides the credentials to tests that have a parameter of this type. */
    static final class Maker implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Credentials.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Credentials.class))
                    .computeIfAbsent(
                            Credentials.class,
                            _ -> Credentials.make(Peer.require("certtool", context)),
                            Credentials.class);
        }
    }

    /** Makes everything. Most keys are elliptic, which are quick to make; one is RSA, certtool's default, to test that too. */
    private static final String SCRIPT = """
        set -e
        cd "$0"
        key() { certtool --generate-privkey --key-type="$1"; }
        authority() {
            printf 'cn = %s\\nca\\ncert_signing_key\\ncrl_signing_key\\n' "$2" > "$1.info"
            key ecdsa > "$1-key.pem"
            certtool --generate-self-signed --load-privkey "$1-key.pem" --template "$1.info" > "$1.pem"
        }
        certificate() {
            certtool --generate-certificate --load-ca-certificate "$1.pem" --load-ca-privkey "$1-key.pem" \\
                --load-privkey "$2-key.pem" --template "$3" > "$2-cert.pem"
        }
        client() {
            mkdir "$1"
            cp trusted.pem "$1/ca-cert.pem"
            printf 'cn = %s\\norganization = Test\\ndns_name = %s.example\\ntls_www_client\\nsigning_key\\n' "$1" "$1" \\
                > "$1.info"
            key "$3" > "$1/client-key.pem"
            certificate "$2" "$1/client" "$1.info"
        }
        authority trusted 'Test authority'
        authority other 'Another authority'
        mkdir server nobody misled
        cp trusted.pem server/ca-cert.pem
        cp trusted.pem nobody/ca-cert.pem
        cp other.pem misled/ca-cert.pem
        printf 'cn = localhost\\ndns_name = localhost\\nip_address = 127.0.0.1\\ntls_www_server\\nsigning_key\\n' > server.info
        key ecdsa > server/server-key.pem
        certificate trusted server/server server.info
        client alice trusted rsa
        client edith trusted ed25519
        client mallory trusted ecdsa
        client stranger other ecdsa
        printf 'expiration_days = 9\\ncrl_number = 1\\n' > crl.info
        certtool --generate-crl --load-ca-privkey trusted-key.pem --load-ca-certificate trusted.pem \\
            --load-certificate mallory/client-cert.pem --template crl.info > server/ca-crl.pem
        mkdir keys wrong
        psktool -u alice -p keys/keys.psk
        psktool -u alice -p wrong/keys.psk
        psktool -u bob -p wrong/keys.psk
        chmod o= *-key.pem */*-key.pem
        """;

    private static Credentials make(Peer certtool) {
        try {
            Path root = Folder.make().path();
            certtool.besides("sh").run("-c", SCRIPT, root.toString()).success();
            return new Credentials(root);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A folder, by its name in the script. */
    Path folder(String name) {
        return root.resolve(name);
    }

    /** The file of pre-shared keys in a folder: the server's keys are in "keys", and other keys are in "wrong". */
    Path keys(String name) {
        return folder(name).resolve("keys.psk");
    }

    /** Copies the server's certificates, for a test that changes them. */
    Path copyOfServer(Path to) throws IOException {
        Files.createDirectory(to);
        for (String file : new String[] {"ca-cert.pem", "server-cert.pem", "server-key.pem", "ca-crl.pem"}) {
            Files.copy(folder("server").resolve(file), to.resolve(file));
        }
        return to;
    }

    @Override
    public void close() throws IOException {
        new Folder(root).close();
    }
}
