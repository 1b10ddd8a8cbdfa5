package dev.platter.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told how an asynchronous call ended: exactly once, by any thread, perhaps before the call has returned. Telling
 * it does not wait. A filter that wants to know how a call ended hands on one of its own.
 *
 * <p>Pitfall: the server uses its completions again. Whoever keeps one after having told it, and tells it again, may
 * answer somebody else's request.
 *
 * @since 0.1
 */
@ConsumerType
public interface Completion {
    /** Says that the call has done its work; its buffer is the server's again. */
    void succeeded();

    /**
     * Says that the call has failed; its buffer is the server's again.
     *
     * @param error what happened; see {@link DiskException} for what the client sees of it
     */
    void failed(IOException error);
}
