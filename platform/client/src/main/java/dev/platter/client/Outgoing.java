// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.ByteBuffer;

/**
 * A request to send.
 *
 * @param payload the bytes after the header, perhaps none; they stay where they are until {@link Ending#sent}
 */
record Outgoing(ByteBuffer header, ByteBuffer payload, Ending<?> ending) {}
