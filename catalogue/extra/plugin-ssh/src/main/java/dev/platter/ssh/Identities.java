// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Private keys in files. One that cannot be used is no reason to give up: an agent may have it. */
final class Identities {
    private Identities() {}

    /**
     * Reads the keys.
     *
     * @param files that may have them
     * @param attempt learns which files could not be used, and why
     */
    static List<KeyPair> load(List<Path> files, Attempt attempt) {
        List<KeyPair> keys = new ArrayList<>();
        for (Path file : files) {
            AtomicBoolean encrypted = new AtomicBoolean();
            FilePasswordProvider nobody = (_, _, _) -> {
                encrypted.set(true);
                return null;
            };
            try (InputStream bytes = Files.newInputStream(file)) {
                Iterable<KeyPair> found =
                        SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), bytes, nobody);
                if (found == null) {
                    attempt.unusable(file + " has no private key that is known here");
                } else {
                    found.forEach(keys::add);
                }
            } catch (NoSuchFileException e) {
                attempt.unusable(file + " does not exist");
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                attempt.unusable(
                        encrypted.get()
                                ? file + " is encrypted, and nobody can be asked for its passphrase: give the key to an"
                                        + " agent with ssh-add"
                                : file + " cannot be used: " + e.getMessage());
            }
        }
        return keys;
    }
}
