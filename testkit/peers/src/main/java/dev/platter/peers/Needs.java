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
 * The foreign programs of a test, or of all tests of a class. It is read before anything is started or made for the test, so a
 * test that is skipped leaves nothing behind. {@link Peer#require} finds no other programs, on no machine: a test that forgets
 * one fails where it is written, and not on the machine of somebody who has fewer programs.
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
     * @return their names, as they are typed
     */
    String[] value();
}
