// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.DiskException;
import dev.platter.engine.faults.MissingClass;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A member has refused a client, or could not open a disk for it: what the client is told, and whose words they are. Most
 * clients show only a number, so the log is where people look for the culprit.
 */
public final class RefusalException extends DiskException {
    private static final long serialVersionUID = 1;

    private final String member;

    private RefusalException(String member, NbdError error, String sentence, @Nullable Throwable cause) {
        super(error, sentence, cause);
        this.member = member;
    }

    /**
     * Makes a call in which a member may refuse a client. A failure that a filter passes on stays that of the member behind.
     */
    static <T> T of(Member member, Serialization.Call<T> call) throws IOException {
        try {
            return member.life().call(call);
        } catch (RefusalException e) {
            throw e;
        } catch (IOException e) {
            NbdError error = e instanceof DiskException known ? known.error() : NbdError.EIO;
            throw new RefusalException(member.title(), error, e.getMessage() == null ? "" + e : e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new RefusalException(
                    member.title(), NbdError.EIO, MissingClass.sentence(e).orElse("" + e), e);
        }
    }

    /** The refusal of a client that was asked about before. */
    static RefusalException again(String member, String sentence) {
        return new RefusalException(member, NbdError.EPERM, sentence, null);
    }

    /** Whose words they are. */
    String member() {
        return member;
    }

    /**
     * What the log says about it.
     *
     * @return the member and its words
     */
    public String named() {
        return member + ": " + getMessage();
    }
}
