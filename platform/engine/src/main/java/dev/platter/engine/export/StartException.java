// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.engine.faults.MissingClass;
import java.io.IOException;

/** A member could not be prepared or started. */
public final class StartException extends IOException {
    private static final long serialVersionUID = 1;

    private final String member;
    private final Throwable thrown;

    private StartException(String member, Throwable thrown) {
        super(member + " cannot start: " + sentence(thrown), thrown);
        this.member = member;
        this.thrown = thrown;
    }

    private static String sentence(Throwable thrown) {
        return thrown instanceof IOException && thrown.getMessage() != null
                ? thrown.getMessage()
                : MissingClass.sentence(thrown).orElse("unexpected " + thrown);
    }

    /** Prepares or starts a member. */
    static void name(Member member, ContextLoader.Action step) throws IOException {
        try {
            step.run();
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new StartException(member.title(), e);
        }
    }

    /**
     * The member that could not start.
     *
     * @return its kind and name, for a sentence
     */
    public String member() {
        return member;
    }

    /**
     * What it has thrown.
     *
     * @return the cause, whose class may belong to the member's bundle
     */
    public Throwable thrown() {
        return thrown;
    }
}
