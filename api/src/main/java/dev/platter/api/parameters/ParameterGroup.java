// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a record of parameters that is a record itself: its components are parameters too, with a prefix
 * before their keys. So parameters that come again and again are written once:
 *
 * {@snippet :
 * public record Limit(
 *         @Parameter(name = Parameter.PREFIX, help = "How many {subject} in a second.") Optional<Integer> number,
 *         @Parameter(help = "How many {subject} at once, however few there were before.") Optional<Integer> burst) {}
 *
 * public record Config(
 *         @ParameterGroup(prefix = "limit-read", subject = "reads") Limit reads,
 *         @ParameterGroup(prefix = "limit-write", subject = "writes") Limit writes) {}
 * }
 *
 * <p>Users write {@code limit-read=100 limit-read-burst=500 limit-write=10}.
 *
 * <p>The inner record follows the same rules as the outer one, and its compact constructor may check what depends on
 * several of its parameters; it names them without the prefix in a {@link ParameterException}, and the one that is only
 * the prefix by the empty text. It has neither groups of its own nor a {@link Parameter#magic() magic} component nor
 * one for the {@link Parameter#rest() rest}. It is public, as the outer one is.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface ParameterGroup {
    /**
     * What the keys begin with; a dash follows.
     *
     * @return for example {@code limit-read}
     */
    String prefix();

    /**
     * What the parameters are about. It takes the place of <code>{subject}</code> in their help and in {@link
     * Parameter#whenAbsent}.
     *
     * @return one or more words in the plural, for example {@code reads}; the default is empty
     */
    String subject() default "";
}
