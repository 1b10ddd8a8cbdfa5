// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Parameter;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * The clients that may use an export. A client must match one entry of each kind; a kind without entries admits every client.
 * It is the table {@code [export.NAME.allow]}, key by key.
 *
 * @param addresses addresses of TCP clients; clients on Unix sockets have no address and do not match
 * @param users Unix users; TCP clients do not pass
 * @param groups Unix groups, likewise
 * @param certificates subjects of verified certificates
 * @param identities names of pre-shared keys
 */
public record AccessRules(
        @Parameter(
                whenAbsent = EVERYONE,
                example = {"10.0.0.0/8", "::1"},
                help = "Addresses and blocks: `\"10.0.0.0/8\"`, `\"::1\"`. An IPv4 address also matches in its"
                        + " IPv4-mapped IPv6 form.")
        List<CidrBlock> addresses,

        @Parameter(
                whenAbsent = EVERYONE,
                example = {"root", "1000"},
                help = "Unix users, by name or number.")
        List<UnixAccount> users,

        @Parameter(
                whenAbsent = EVERYONE,
                example = "kvm",
                help = "Unix groups, by name or number: the group under which the client runs, not the supplementary"
                        + " groups of its user.")
        List<UnixAccount> groups,

        @Parameter(
                whenAbsent = EVERYONE,
                example = "CN=alice",
                help = "Subjects of clients' certificates: `\"CN=alice\"` for any with that common name, or a whole"
                        + " distinguished name as in RFC 4514. Needs `verify-peer`.")
        List<CertificateSubject> certificates,

        @Parameter(whenAbsent = EVERYONE, example = "alice", help = "Identities of pre-shared keys.")
        List<String> identities) {
    private static final String EVERYONE = "everybody";

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

    /**
     * Whether every client is admitted.
     *
     * @return true if there is no entry of any kind
     */
    public boolean admitEverybody() {
        return addresses.isEmpty()
                && users.isEmpty()
                && groups.isEmpty()
                && certificates.isEmpty()
                && identities.isEmpty();
    }

    /**
     * A Unix user or group. The server looks up a name when it checks a client.
     *
     * @param written a name, or a number as a text
     */
    public record UnixAccount(String written) {
        /** Users and groups have 32 bits. */
        private static final long GREATEST_NUMBER = 0xffff_ffffL;

        private static final int MOST_DIGITS = 10;

        /**
         * Reads an account.
         *
         * @param text a name, or a number that the system could have given
         * @return the account
         * @throws IllegalArgumentException if it is a greater number, or a negative one
         */
        public static UnixAccount parse(String text) {
            boolean negative = text.matches("-[0-9]+");
            boolean number = text.matches("[0-9]+");
            if (negative || (number && (text.length() > MOST_DIGITS || Long.parseLong(text) > GREATEST_NUMBER))) {
                throw new IllegalArgumentException(text + " cannot be the number of a user or group");
            }
            return new UnixAccount(text);
        }

        @Override
        public String toString() {
            return written;
        }
    }

    /**
     * The subject of a certificate.
     *
     * @param name {@code CN=alice}, or a whole name in the form of RFC 4514
     */
    public record CertificateSubject(String name) {
        /**
         * Reads a subject.
         *
         * @param text the text of the configuration
         * @return the subject in its usual form
         * @throws IllegalArgumentException if it is not a distinguished name
         */
        public static CertificateSubject parse(String text) {
            try {
                return new CertificateSubject(new LdapName(text).toString());
            } catch (InvalidNameException e) {
                throw new IllegalArgumentException(text + " is not the subject of a certificate", e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
