// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** Knows which parameters may not be shown. A configuration does not: only the plugin's schema says what is a secret. */
@FunctionalInterface
public interface SecretParameters {
    /**
     * Whether a value must be kept from whoever looks.
     *
     * @param member whose parameter it is; perhaps one that is not installed any more, so in doubt the answer is yes
     * @param key the parameter's key
     * @return true if it must not be shown
     */
    boolean isSecret(MemberDefinition member, String key);
}
