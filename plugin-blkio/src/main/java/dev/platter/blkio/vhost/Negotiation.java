// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * What this front end and a device have agreed upon.
 *
 * @param features of the device
 * @param protocol of the socket
 * @param mostQueues how many queues the device has
 * @param configuration of the device, when it was asked first
 */
record Negotiation(
        VirtioFeatures features, ProtocolFeatures protocol, int mostQueues, BlockConfiguration configuration) {
    static Negotiation with(VhostConnection connection, Path path) throws IOException {
        VirtioFeatures features = new VirtioFeatures(connection.ask(VhostRequest.GET_FEATURES)).understood();
        require(features.has(VirtioFeatures.VERSION_1), path, "does not speak version 1 of virtio");
        require(features.has(VirtioFeatures.PROTOCOL_FEATURES), path, "cannot be asked for protocol features");
        ProtocolFeatures protocol =
                new ProtocolFeatures(connection.ask(VhostRequest.GET_PROTOCOL_FEATURES)).understood();
        require(
                protocol.has(ProtocolFeatures.CONFIGURATION),
                path,
                "cannot be asked for its configuration, so its size is not known");
        connection.orderBits(VhostRequest.SET_PROTOCOL_FEATURES, protocol.bits());
        if (protocol.has(ProtocolFeatures.ACKNOWLEDGEMENTS)) {
            connection.expectAcknowledgements();
        }
        connection.order(VhostRequest.SET_OWNER);
        long most = protocol.has(ProtocolFeatures.MULTI_QUEUE) ? connection.ask(VhostRequest.GET_QUEUE_NUM) : 1;
        connection.orderBits(VhostRequest.SET_FEATURES, features.bits());
        BlockConfiguration configuration = read(connection, features);
        int queues = (int) Math.max(1, Math.min(most, configuration.queues()));
        return new Negotiation(features, protocol, queues, configuration);
    }

    private static void require(boolean holds, Path path, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("the vhost-user device at " + path + " " + otherwise);
        }
    }

    /** The configuration of the device now. */
    BlockConfiguration configuration(VhostConnection connection) throws IOException {
        return read(connection, features);
    }

    private static BlockConfiguration read(VhostConnection connection, VirtioFeatures features) throws IOException {
        MemorySegment space = connection.configuration(BlockConfiguration.LENGTH);
        return new BlockConfiguration(space, features);
    }
}
