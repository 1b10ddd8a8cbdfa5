// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.DiskException;
import dev.platter.nbd.Commands;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The server answered a request with an error. The connection goes on. A plugin that passes this exception on passes on the
 * server's error: {@link #error()} is the first of the reply, and {@code EINVAL} for numbers that the protocol does not
 * know.
 *
 * @since 0.1
 */
public final class RequestFailedException extends DiskException {
    private static final long serialVersionUID = 1L;

    private final int command;
    private final transient List<ErrorChunk> errors;

    RequestFailedException(Request request, List<ErrorChunk> errors) {
        super(
                errors.getFirst().error(),
                request + " failed with "
                        + errors.stream().map(ErrorChunk::toString).collect(Collectors.joining("; ")));
        this.command = request.command();
        this.errors = List.copyOf(errors);
    }

    /** {@return the command that failed, one of {@link Commands}} */
    public int command() {
        return command;
    }

    /**
     * All errors of the reply.
     *
     * @return at least one, in the order in which they came
     */
    public List<ErrorChunk> errors() {
        return errors;
    }
}
