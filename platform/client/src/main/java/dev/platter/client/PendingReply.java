// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.ChunkTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request that the server has not answered completely, and the checks of its answer. Used by the reading thread.
 *
 * @param <R> the result of a successful answer
 */
abstract sealed class PendingReply<R> permits PendingCommand, PendingRead, PendingBlockStatus {
    /** The longest error text and an offset, with room for future fields. */
    private static final int MAX_ERROR_PAYLOAD = 8192;

    final Request request;
    final Ending<R> ending;
    private List<ErrorChunk> errors = List.of();

    PendingReply(Request request, Ending<R> ending) {
        this.request = request;
        this.ending = ending;
    }

    /** Whether the protocol forbids a simple reply to this request once structured replies are negotiated. */
    abstract boolean needsChunks();

    /** Where the bytes after a simple reply without error belong; null if there are none. */
    abstract @Nullable ByteBuffer simpleData() throws NbdProtocolException;

    /** How many bytes of a chunk's payload are needed before {@link #takeContent}; the chunk is neither {@code NONE} nor an error. */
    abstract int contentHead(int type, long length) throws NbdProtocolException;

    /** What these bytes are, for the message of an exception. */
    abstract String contentHeadName(int type);

    /**
     * Takes the first bytes of a chunk's payload.
     *
     * @param head the bytes, as many as {@link #contentHead} has said
     * @return where the rest of the payload belongs, null if there is none
     */
    abstract @Nullable ByteBuffer takeContent(int type, long length, ByteBuffer head) throws NbdProtocolException;

    /** The result, if the answer is complete. */
    abstract R result() throws NbdProtocolException;

    /** How many bytes of a chunk's payload are needed before {@link #takeHead}. */
    final int head(int type, long length) throws NbdProtocolException {
        if (type == ChunkTypes.NONE) {
            if (length != 0) {
                throw malformed("NBD_REPLY_TYPE_NONE has a payload of " + length + " bytes: it must have none");
            }
            return 0;
        }
        return isError(type) ? errorHead(type, length) : contentHead(type, length);
    }

    /** What these bytes are, for the message of an exception. */
    final String headName(int type) {
        return isError(type) ? "a chunk with an error" : contentHeadName(type);
    }

    /**
     * Takes the first bytes of a chunk's payload.
     *
     * @return where the rest of the payload belongs, null if there is none
     */
    final @Nullable ByteBuffer takeHead(int type, long length, ByteBuffer head) throws NbdProtocolException {
        if (type == ChunkTypes.NONE) {
            return null;
        }
        if (isError(type)) {
            takeError(type, length, head);
            return null;
        }
        return takeContent(type, length, head);
    }

    private static boolean isError(int type) {
        return (type & (1 << 15)) != 0;
    }

    private static int fixedPart(int type) {
        return type == ChunkTypes.ERROR_OFFSET ? 14 : 6;
    }

    private int errorHead(int type, long length) throws NbdProtocolException {
        int fixed = fixedPart(type);
        if (Long.compareUnsigned(length, fixed) < 0 || Long.compareUnsigned(length, MAX_ERROR_PAYLOAD) > 0) {
            throw malformed(ChunkTypes.nameOf(type) + " has a payload of " + Long.toUnsignedString(length)
                    + " bytes: at least " + fixed + " are needed, and this client takes up to " + MAX_ERROR_PAYLOAD);
        }
        return (int) length;
    }

    private void takeError(int type, long length, ByteBuffer payload) throws NbdProtocolException {
        String name = ChunkTypes.nameOf(type);
        int fixed = fixedPart(type);
        int code = payload.getInt();
        int textLength = Short.toUnsignedInt(payload.getShort());
        if (code == 0) {
            throw malformed(name + " has error 0, which is success");
        }
        if (textLength > length - fixed) {
            throw malformed(name + " announces a text of " + textLength + " bytes, and its payload has room for "
                    + (length - fixed));
        }
        String text = Strings.read(payload.slice(6, textLength), "the text of an error");
        OptionalLong offset = OptionalLong.empty();
        if (type == ChunkTypes.ERROR_OFFSET) {
            long at = payload.getLong(6 + textLength);
            if (!request.covers(at, 1)) {
                throw malformed(name + " is about offset " + Long.toUnsignedString(at)
                        + ", which does not lie within the request");
            }
            offset = OptionalLong.of(at);
        }
        fail(new ErrorChunk(code, text, offset));
    }

    final void fail(ErrorChunk error) {
        if (errors.isEmpty()) {
            errors = new ArrayList<>(1);
        }
        errors.add(error);
    }

    /** The errors that were reported so far. */
    final List<ErrorChunk> errors() {
        return errors;
    }

    /** The reply is complete: ends the request, with an error if the reply violates the protocol. */
    final void finish() throws NbdProtocolException {
        if (!errors.isEmpty()) {
            ending.failed(new RequestFailedException(request, errors));
            return;
        }
        R result;
        try {
            result = result();
        } catch (NbdProtocolException breach) {
            ending.failed(breach);
            throw breach;
        }
        ending.succeeded(result);
    }

    final NbdProtocolException malformed(String problem) {
        return new NbdProtocolException("in the reply to " + request + ": " + problem);
    }

    final NbdProtocolException unexpected(int type, String allowed) {
        return malformed(ChunkTypes.nameOf(type) + " is not allowed in such a reply: it may have " + allowed);
    }
}
