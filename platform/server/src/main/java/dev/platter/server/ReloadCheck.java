// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.RefusedException;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.exports.Exporting;
import dev.platter.server.listeners.Listening;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the reasons to refuse a definition that a running server has read again. A file that an editor or a full disk has cut
 * short is often a valid definition of less, and a reload must not take that for the user's wish.
 *
 * @param serving the current exports
 * @param handedOver whether the server listens on sockets that were handed over, and needs none in the definition
 */
record ReloadCheck(Exporting serving, boolean handedOver) {
    /** Refuses a definition that is empty, or leaves the server without a socket. */
    void require(ServerDefinition next) throws RefusedException {
        if (next.isEmpty() && !serving.isEmpty()) {
            throw new RefusedException("the configuration has neither a [[listen]] nor an [export.NAME], and a reload"
                    + " would remove every export: restore the file, or remove exports by 'platterctl export remove'");
        }
        Listening.require(next, handedOver);
    }

    /** All reasons that are known before anything is constructed. */
    List<String> reasons(ServerDefinition next) {
        List<String> reasons = new ArrayList<>();
        try {
            require(next);
        } catch (RefusedException e) {
            reasons.add(e.getMessage());
        }
        reasons.addAll(serving.losses(next));
        return reasons;
    }
}
