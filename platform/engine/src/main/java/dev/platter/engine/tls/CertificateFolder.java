// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with a server's certificates, in the layout of nbdkit and libvirt: {@code ca-cert.pem},
 * {@code server-cert.pem}, {@code server-key.pem} and, if something was revoked, {@code ca-crl.pem}.
 *
 * @param path the folder
 */
public record CertificateFolder(Path path) {
    /**
     * The folders where nbdkit looks by default.
     *
     * @param home the user's home folder
     * @param root whether the user is root, who uses the system's certificates
     * @return the folders, in the order in which they are searched
     */
    public static List<Path> usual(Path home, boolean root) {
        return root
                ? List.of(Path.of("/etc/pki/nbdkit"))
                : List.of(home.resolve(".pki/nbdkit"), home.resolve(".config/pki/nbdkit"));
    }

    /**
     * Finds the first folder with certificates.
     *
     * @param places the folders to look into
     * @return the first folder that has a certificate authority; empty if there is none
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

    /**
     * The private key of the server's certificate.
     *
     * @return its file, which need not exist
     */
    public Path key() {
        return path.resolve("server-key.pem");
    }

    Path revocations() {
        return path.resolve("ca-crl.pem");
    }

    List<Path> files() {
        return List.of(certificate(), key(), authorities(), revocations());
    }
}
