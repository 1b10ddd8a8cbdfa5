// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The server answered a request with an error. The connection goes on. */
public final class RequestFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int command;
    private final transient List<ErrorChunk> errors;

    RequestFailedException(Request request, List<ErrorChunk> errors) {
        super(request + " failed with "
                + errors.stream().map(ErrorChunk::toString).collect(Collectors.joining("; ")));
        this.command = request.command();
        this.errors = List.copyOf(errors);
    }

    /** {@return the command that failed, one of {@link Commands}} */
    public int command() {
        return command;
    }

    /** {@return the first error; {@link NbdError#EINVAL} for numbers that the protocol does not know} */
    public NbdError error() {
        return errors.getFirst().error();
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
