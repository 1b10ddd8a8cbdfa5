// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Compares the subject of a certificate, in the form of RFC 4514, with a name. */
final class DistinguishedName {
    private DistinguishedName() {}

    /** Whether a name is the whole subject, or one part of it, such as {@code CN=alice}. */
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
