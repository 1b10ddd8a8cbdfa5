// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.RefusedException;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.Position;
import dev.platter.server.definition.ServerDefinition;

/**
 * The place where a server's definition is written, from which a running server can read it again. May be called by any thread.
 */
public interface DefinitionSource {
    /**
     * Reads the definition as it is written now. Opens nothing that the definition names.
     *
     * @return the definition
     * @throws RefusedException if it is faulty; the message names all faults
     */
    PlacedDefinition read() throws RefusedException;

    /**
     * Describes what changes from one definition to another.
     *
     * @param before the current definition
     * @param after the new definition
     * @param secrets tells which parameters' values must not be shown
     * @return lines for people, without a line end after the last
     */
    String difference(ServerDefinition before, ServerDefinition after, SecretParameters secrets);

    /**
     * Where the definition is written.
     *
     * @return the place as a whole
     */
    Position place();

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
}
