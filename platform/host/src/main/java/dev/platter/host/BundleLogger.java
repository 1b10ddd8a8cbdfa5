// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.export.MemberLog;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The logger that code of a bundle has asked Java for. The code serves all exports that are made of the bundle. So each
 * message goes to the log of the member that is being called on the thread, and otherwise to the log that was right
 * when the logger was made.
 */
final class BundleLogger implements System.Logger {
    private final System.Logger otherwise;

    private BundleLogger(System.Logger otherwise) {
        this.otherwise = otherwise;
    }

    /**
     * Makes a logger.
     *
     * @param bundle the log under the name of the bundle. A logger that a constructor asks for, while a member is being
     *     made, belongs to an instance, and so does not need it; one that a static initialiser asks for, or a method
     *     that may keep it for others, does
     */
    static BundleLogger of(System.Logger bundle) {
        Optional<System.Logger> member = MemberLog.current();
        // Not as a lambda: the classes that call it would be on the stack.
        return new BundleLogger(member.isPresent() && isForAnInstance() ? member.get() : bundle);
    }

    private static boolean isForAnInstance() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !isOnTheWay(frame.getClassName()))
                        .findFirst())
                .filter(frame -> frame.getMethodName().equals("<init>"))
                .isPresent();
    }

    /** Java's and our classes between the caller and here. */
    private static boolean isOnTheWay(String type) {
        return type.startsWith("java.lang.System")
                || type.startsWith("jdk.internal.logger.")
                || type.equals(BundleLogger.class.getName())
                || type.equals(BundleLoggerFinder.class.getName());
    }

    private System.Logger log() {
        return MemberLog.current().orElse(otherwise);
    }

    @Override
    public String getName() {
        return otherwise.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return log().isLoggable(level);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle texts, @Nullable String message, @Nullable Throwable thrown) {
        log().log(level, texts, message, thrown);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle texts, @Nullable String format, @Nullable Object... parameters) {
        log().log(level, texts, format, parameters);
    }
}
