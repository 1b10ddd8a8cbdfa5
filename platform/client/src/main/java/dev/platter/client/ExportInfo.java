// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.util.List;
import java.util.Optional;

/**
 * A server's description of an export.
 *
 * @param name the name that was asked for
 * @param canonicalName the name that the server prefers, if it sends one
 * @param description a sentence for people, if the server sends one
 * @param size in bytes, 0 to 2^63-1
 * @param transmissionFlags what the export can do, {@link dev.platter.nbd.TransmissionFlags}
 * @param blockSizes the sizes that requests should have, if the server sends them
 * @param contexts the metadata contexts that were chosen for this export on this connection, in the server's order
 */
public record ExportInfo(
        String name,
        Optional<String> canonicalName,
        Optional<String> description,
        long size,
        int transmissionFlags,
        Optional<BlockSizes> blockSizes,
        List<MetaContext> contexts) {

    /** Makes a description of an export. */
    public ExportInfo {
        contexts = List.copyOf(contexts);
    }

    /**
     * Whether the export has a property.
     *
     * @param flag one of {@link dev.platter.nbd.TransmissionFlags}
     * @return whether the server set the flag
     */
    public boolean has(int flag) {
        return (transmissionFlags & flag) != 0;
    }
}
