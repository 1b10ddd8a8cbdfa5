// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The foreign programs of a test, or of all tests of a class. JUnit reads it before anything is started or made for the
 * test, so a skipped test leaves nothing behind. {@link Peer#require} refuses every other program on every machine: a
 * test that forgets to declare a program fails on its author's machine, and not only on one that lacks the program.
 *
 * <p>Such tests have the tag {@code peers}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("peers")
@ExtendWith(NeededPeers.class)
public @interface Needs {
    /**
     * The programs.
     *
     * @return their names, as typed on a command line
     */
    String[] value();
}
