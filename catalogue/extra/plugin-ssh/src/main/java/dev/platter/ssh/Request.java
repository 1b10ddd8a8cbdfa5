// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A request to an SFTP server, and what becomes of it. It is told of its end once, from any thread, and must not wait then. */
abstract class Request {
    private final int type;

    /** How many bytes of a file the answer to come has at most. {@link Sftp} alone knows it, as long as the request is under way. */
    private int awaited;

    Request(int type) {
        this.type = type;
    }

    final int type() {
        return type;
    }

    final int awaited() {
        return awaited;
    }

    /** {@return how many bytes of a file its answer will have at most, from now on} */
    final int await() {
        ByteBuffer into = destination();
        awaited = into == null ? 0 : into.remaining();
        return awaited;
    }

    /** Writes what comes after type and id. Called once each time that it is sent. */
    abstract void put(Buffer packet);

    /** {@return how many bytes that will be, about; packets with many are not put together with others} */
    int weight() {
        return 0;
    }

    /** {@return where the bytes of a file go that the answer has; null if it should have none} */
    @Nullable
    ByteBuffer destination() {
        return null;
    }

    /** Takes the answer. */
    abstract void answered(Answer answer);

    /** Learns that none will come. */
    abstract void failed(IOException reason);
}
