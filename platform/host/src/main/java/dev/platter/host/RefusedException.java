// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what was asked for: a plugin or filter that cannot be loaded, a definition that cannot be served, a command that
 * cannot be carried out. Nothing has changed. The message has a sentence for the user in each line: who is at fault and what to do.
 *
 * @since 0.1
 */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Set<Path> jars;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for people
     */
    public RefusedException(String message) {
        this(message, null);
    }

    /**
     * Says what is wrong, with the failure behind it.
     *
     * @param message a sentence for people
     * @param cause the failure
     */
    public RefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
        jars = Set.of();
    }

    /**
     * Says all that is wrong.
     *
     * @param sentences at least one
     * @param jars what could not be used, good ones perhaps among them
     */
    public RefusedException(List<String> sentences, Set<Path> jars) {
        super(String.join("\n", sentences));
        this.jars = Set.copyOf(jars);
    }

    /**
     * Puts a failure into words where its author has left that to us.
     *
     * @param failure what was thrown
     * @return a sentence for people, without its end
     */
    public static String sentence(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + ": No such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": Permission denied";
            case FileSystemException other -> other.toString();
            case IOException other when other.getMessage() != null -> other.getMessage();
            default -> "unexpected " + failure;
        };
    }

    /**
     * The message, which is never missing.
     *
     * @return a sentence in each line
     */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /**
     * Which jars could not be used, as far as that is known.
     *
     * @return where they are, good ones perhaps among them; mostly empty
     */
    public Set<Path> jars() {
        return jars;
    }
}
