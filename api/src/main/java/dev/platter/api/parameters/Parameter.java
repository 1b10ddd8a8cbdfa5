// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a record of parameters, beyond its name and type.
 *
 * <p>The component's field has the annotation too, because bnd looks for imports there and not at components: a bundle
 * that does not import this package would silently lose its annotations.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Parameter {
    /**
     * What the parameter is for, as {@code --help} and the manual page show it.
     *
     * @return one or more sentences; the first stands for all where there is little room
     */
    String help();

    /**
     * The key that users write.
     *
     * @return the key; empty, the default, for the component's name in lower case with dashes; {@link #PREFIX} in a
     *     {@link ParameterGroup} for its prefix alone
     */
    String name() default "";

    /**
     * Other keys that mean the same, for command lines that were written for another server or for an earlier version.
     *
     * @return complete keys, also in a {@link ParameterGroup}; none is the default
     */
    String[] aliases() default {};

    /**
     * The value if the parameter is not given, written as a user would write it.
     *
     * @return the text; the default, {@link #REQUIRED}, means that it must be given
     */
    String defaultValue() default REQUIRED;

    /**
     * What holds if the parameter is not given and has no {@link #defaultValue}, as documentation shows it.
     *
     * @return for example {@code the size of the file}; empty, the default, where there is nothing to say
     */
    String whenAbsent() default "";

    /**
     * Values that a user could write, as documentation and messages show them.
     *
     * @return one value, or several for a component that is a {@link java.util.List}; none is the default
     */
    String[] example() default {};

    /**
     * The least value of an {@code int} or {@code long}.
     *
     * @return the default is the least that the type can hold
     */
    long min() default Long.MIN_VALUE;

    /**
     * The greatest value of an {@code int} or {@code long}.
     *
     * @return the default is the greatest that the type can hold
     */
    long max() default Long.MAX_VALUE;

    /**
     * What a value looks like, as {@code --help} and the manual page show it.
     *
     * @return for example {@code malloc|zstd}; empty, the default, for what the type implies, such as {@code SIZE}
     */
    String syntax() default "";

    /**
     * Whether a word without a key stands for this parameter, as in {@code memory 1G}. At most one component is magic.
     *
     * @return the default is false
     */
    boolean magic() default false;

    /**
     * Whether a command line that gives the parameter more than once is refused. Elsewhere the last one counts, as options
     * of commands do; that would hide a mistake where each value is one more of its kind, such as a file to serve.
     *
     * @return the default is false; without meaning for a {@link java.util.List}
     */
    boolean once() default false;

    /**
     * Whether this component takes all keys that no other component takes, in the order in which they were given. It
     * is then a {@link java.util.List} of {@link KeyValue}, and at most one component is.
     *
     * @return the default is false
     */
    boolean rest() default false;

    /** The {@link #defaultValue} of a parameter that has none. */
    String REQUIRED = "\0required";

    /** The {@link #name} of a parameter whose key is the prefix of its {@link ParameterGroup}. */
    String PREFIX = "\0prefix";
}
