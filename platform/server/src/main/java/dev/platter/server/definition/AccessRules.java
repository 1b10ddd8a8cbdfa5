// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.List;

/**
 * The clients that may use an export. A client must match one entry of each kind; a kind without entries admits every client.
 *
 * @param addresses addresses of TCP clients; clients on Unix sockets have no address and do not match
 * @param users names or numbers of Unix users, as written; TCP clients do not match
 * @param groups names or numbers of Unix groups, likewise
 * @param certificates subjects of verified certificates: {@code CN=alice}, or a whole name in the form of RFC 4514
 * @param identities names of pre-shared keys
 */
public record AccessRules(
        List<CidrBlock> addresses,
        List<String> users,
        List<String> groups,
        List<String> certificates,
        List<String> identities) {
    /** Admits every client. */
    public static final AccessRules EVERYBODY = new AccessRules(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public AccessRules {
        addresses = List.copyOf(addresses);
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        certificates = List.copyOf(certificates);
        identities = List.copyOf(identities);
    }
}
