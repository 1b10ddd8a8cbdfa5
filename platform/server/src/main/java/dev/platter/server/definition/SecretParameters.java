// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/** Knows which parameters may not be shown. The configuration does not know: only the plugin's schema says which are secret. */
@FunctionalInterface
public interface SecretParameters {
    /**
     * Whether a value must not be shown.
     *
     * @param member the parameter's owner; it may no longer be installed, so in doubt the answer is yes
     * @param key the parameter's key
     * @return true if it must not be shown
     */
    boolean isSecret(MemberDefinition member, String key);
}
