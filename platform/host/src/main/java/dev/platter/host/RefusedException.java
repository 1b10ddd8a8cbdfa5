// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.export.StartException;
import dev.platter.engine.faults.MissingClass;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request is refused: a plugin or filter that cannot be loaded, a definition that cannot be served, or a command that cannot
 * be carried out. Nothing has changed. Each line of the message is a sentence for the user that names the culprit and says what
 * to do.
 *
 * @since 0.1
 */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Set<Path> jars;

    /**
     * Creates the exception with one sentence.
     *
     * @param message a sentence for people
     */
    public RefusedException(String message) {
        this(message, null);
    }

    /**
     * Creates the exception with one sentence and a cause.
     *
     * @param message a sentence for people
     * @param cause the underlying failure
     */
    public RefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
        jars = Set.of();
    }

    /**
     * Creates the exception with several sentences.
     *
     * @param sentences one sentence for each fault, at least one
     * @param jars the jars that could not be used, perhaps with good ones among them
     */
    public RefusedException(List<String> sentences, Set<Path> jars) {
        super(String.join("\n", sentences));
        this.jars = Set.copyOf(jars);
    }

    /**
     * Describes a failure for people, also if its exception has no useful message.
     *
     * @param failure what was thrown
     * @return a sentence for people, without its end
     */
    public static String sentence(Throwable failure) {
        return switch (failure) {
            case StartException start -> start.member() + " cannot start: " + sentence(start.thrown());
            case NoSuchFileException missing -> missing.getFile() + ": No such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": Permission denied";
            case FileSystemException other -> other.toString();
            case IOException other when other.getMessage() != null -> other.getMessage();
            default -> MissingClass.sentence(failure).orElse("unexpected " + failure);
        };
    }

    /**
     * The message, which is never null.
     *
     * @return one sentence per line
     */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /**
     * The jars that could not be used, as far as known.
     *
     * @return their paths, perhaps with good ones among them; mostly empty
     */
    public Set<Path> jars() {
        return jars;
    }
}
