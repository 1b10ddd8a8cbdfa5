// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with a server's certificates, in the layout of nbdkit and libvirt: {@code ca-cert.pem}, {@code
 * server-cert.pem}, {@code server-key.pem} and, where something was revoked, {@code ca-crl.pem}.
 *
 * @param path the folder
 */
public record CertificateFolder(Path path) {
    /**
     * The folders where nbdkit looks when it is told none.
     *
     * @param home the user's folder
     * @param root whether the user is root, who has the system's certificates
     * @return the folders, the one that counts most first
     */
    public static List<Path> usual(Path home, boolean root) {
        return root
                ? List.of(Path.of("/etc/pki/nbdkit"))
                : List.of(home.resolve(".pki/nbdkit"), home.resolve(".config/pki/nbdkit"));
    }

    /**
     * Looks for certificates.
     *
     * @param places the folders to look into
     * @return the first that has a certificate authority; empty if there is none
     */
    public static Optional<CertificateFolder> find(List<Path> places) {
        for (Path place : places) {
            CertificateFolder folder = new CertificateFolder(place);
            if (Files.exists(folder.authorities())) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    Path authorities() {
        return path.resolve("ca-cert.pem");
    }

    Path certificate() {
        return path.resolve("server-cert.pem");
    }

    Path key() {
        return path.resolve("server-key.pem");
    }

    Path revocations() {
        return path.resolve("ca-crl.pem");
    }

    List<Path> files() {
        return List.of(certificate(), key(), authorities(), revocations());
    }
}
