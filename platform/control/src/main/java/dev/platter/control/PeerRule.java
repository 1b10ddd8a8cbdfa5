// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * Who may steer the server: its own user and root. The socket's permissions say the same; this check still holds if the
 * permissions were changed or a descriptor was passed on.
 */
final class PeerRule {
    private static final String ROOT = "0";

    private final UserPrincipal owner;
    private final UserPrincipal root;

    /** Admits a user and root. */
    PeerRule(UserPrincipal owner) throws IOException {
        this.owner = owner;
        this.root = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ROOT);
    }

    /** Why the peer is refused; empty if it is admitted. */
    Optional<String> objection(SocketChannel channel) throws IOException {
        return channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                ? objection(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user())
                : Optional.empty();
    }

    Optional<String> objection(UserPrincipal peer) {
        if (peer.equals(owner) || peer.equals(root)) {
            return Optional.empty();
        }
        return Optional.of("the user " + peer.getName() + " may not steer this server: only its own user "
                + owner.getName() + " and root may");
    }
}
