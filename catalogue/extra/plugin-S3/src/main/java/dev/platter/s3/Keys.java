// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param id the access key, which is no secret
 * @param secret the secret key, which signs and is never sent
 * @param token a session token, which goes with keys that expire
 */
record Keys(String id, String secret, Optional<String> token) {
    @Override
    public String toString() {
        return id;
    }
}
