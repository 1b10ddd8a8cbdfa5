// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.List;

/**
 * Who may use an export. A kind without entries lets everybody pass; a client must pass all kinds, each by one entry.
 *
 * @param addresses where TCP clients come from; clients on Unix sockets have no address and do not pass
 * @param users names or numbers of Unix users, as written; TCP clients do not pass
 * @param groups names or numbers of Unix groups, likewise
 * @param certificates subjects of verified certificates: {@code CN=alice}, or a whole name in the form of RFC 4514
 * @param identities whose pre-shared key the client has
 */
public record AccessRules(
        List<CidrBlock> addresses,
        List<String> users,
        List<String> groups,
        List<String> certificates,
        List<String> identities) {
    /** Everybody. */
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
