// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.HostException;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.Position;
import dev.platter.server.definition.SecretParameters;
import dev.platter.server.definition.ServerDefinition;

/** Where a server's definition is written, so that a running server can read it again. May be called by any thread. */
public interface DefinitionSource {
    /**
     * Reads the definition as it is written now. Opens nothing that the definition names.
     *
     * @return the definition
     * @throws HostException if it has faults; the message names all of them
     */
    PlacedDefinition read() throws HostException;

    /**
     * Describes what changes from one definition to another.
     *
     * @param before what is served
     * @param after what would be served
     * @param secrets tells whose values must not be shown
     * @return lines for people, without an end of line behind the last
     */
    String difference(ServerDefinition before, ServerDefinition after, SecretParameters secrets);

    /**
     * Where the definition is written.
     *
     * @return the place as a whole
     */
    Position place();
}
