// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;

/**
 * Marks the one class of a bundle that is a filter and says what it is called. The class is public, implements
 * {@link Filter}, and has one public constructor: without parameters, or with the record of its parameters.
 *
 * @since 0.1
 */
@FilterCapability
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NbdFilter {
    /**
     * The name that users write, for example {@code offset}.
     *
     * @return lower-case letters, digits and dashes, beginning with a letter
     */
    @Attribute
    String name();

    /**
     * What the filter does to a disk, in a few words, as a list of filters shows it.
     *
     * @return a phrase without a full stop at its end
     */
    @Attribute
    String summary();

    /**
     * How many calls at a time the filter can handle. A chain takes the strictest model of its members.
     *
     * @return the model, see {@link ThreadModel}
     */
    ThreadModel threadModel() default ThreadModel.PARALLEL;

    /**
     * Where the filter has what clients have written. A filter that does not say so cannot be upgraded while it is in use,
     * unless it is {@link Stateful}.
     *
     * @return the place, see {@link Contents}
     */
    Contents contents() default Contents.UNKNOWN;

    /**
     * What {@code --dump-plugin} prints besides the usual lines. The server makes an instance of the class with its
     * public constructor without parameters, only for that.
     *
     * @return the class that knows the lines; the default adds no line
     */
    Class<? extends Details> details() default Details.None.class;
}
