// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The subject of a certificate, in the form of RFC 4514. */
final class DistinguishedName {
    private DistinguishedName() {}

    /** Whether a name is the whole of a subject, or one of its parts, as {@code CN=alice} is. */
    static boolean has(String subject, String name) {
        try {
            LdapName whole = new LdapName(subject);
            LdapName wanted = new LdapName(name);
            return whole.equals(wanted)
                    || (wanted.size() == 1 && whole.getRdns().contains(wanted.getRdn(0)));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
