// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import java.util.List;
import java.util.Optional;

/**
 * An export, or a retiring chain of one.
 *
 * @param name its name
 * @param state {@code serving}; {@code failed} for an export that cannot be served; {@code retiring} for a chain that was replaced or removed and still has clients; {@code stuck}
 *     for a chain with a call that does not return although its connections were closed
 * @param members its filters, outermost first, and its plugin, each as {@code name@version}; as the definition refers to
 *     them if it has failed
 * @param readOnly whether nobody can write: the definition forbids it, or no client that has opened the disk so far could
 * @param tls whether only clients with TLS are served
 * @param connections how many connections use it
 * @param hung the stack of the hanging call, a line for each frame; empty unless it is stuck
 * @param problem why it cannot be served; empty unless it has failed
 */
public record ExportStatus(
        String name,
        String state,
        List<String> members,
        boolean readOnly,
        boolean tls,
        int connections,
        List<String> hung,
        Optional<String> problem) {}
