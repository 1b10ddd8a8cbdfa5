// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;

/**
 * Marks the one class of a bundle that is a plugin and says what it is called. The class is public, implements
 * {@link Plugin}, and has one public constructor: without parameters, or with the record of its parameters.
 *
 * @since 0.1
 */
@PluginCapability
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NbdPlugin {
    /**
     * The name that users write, for example {@code memory}.
     *
     * @return lower-case letters, digits and dashes, beginning with a letter
     */
    @Attribute
    String name();

    /**
     * What the plugin serves, in a few words, as a list of plugins shows it.
     *
     * @return a phrase without a full stop at its end
     */
    @Attribute
    String summary();

    /**
     * How many calls at a time the plugin can handle. The default is safe for a plugin whose author has not thought
     * about threads.
     *
     * @return the model, see {@link ThreadModel}
     */
    ThreadModel threadModel() default ThreadModel.SERIALIZE_ALL_REQUESTS;

    /**
     * Where the plugin has what clients have written. A plugin that does not say so cannot be upgraded while it is in use,
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
