// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where keys come from: the first of the user's parameters, the environment and the user's file that has some. Used by any thread. */
final class KeySource {
    private final Optional<Keys> given;
    private final Settings settings;
    private @Nullable Keys current;

    /**
     * Looks nothing up yet.
     *
     * @param given by parameters
     * @param settings where to look otherwise
     */
    KeySource(Optional<Keys> given, Settings settings) {
        this.given = given;
        this.settings = settings;
    }

    /** The keys to use now. */
    synchronized Keys current() throws IOException {
        if (current == null) {
            current = find();
        }
        return current;
    }

    /**
     * Looks keys up again that a store does not accept any more.
     *
     * @return whether there are others now
     */
    synchronized boolean renew(Keys refused) throws IOException {
        if (refused.equals(current)) {
            current = find();
        }
        return !refused.equals(current);
    }

    private Keys find() throws IOException {
        if (given.isPresent()) {
            return given.get();
        }
        Optional<Keys> found = settings.keys();
        return found.orElseThrow(() -> new IOException(
                "there are no keys for the store: give access-key= and secret-key=, set AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY, or write them into " + settings.credentialsFile() + " below ["
                        + settings.profile() + "]"));
    }
}
