// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says when a running server that reads its configuration again takes a key's new value; a key without it: at once. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface TakesEffect {
    /** When a new value holds. */
    enum When {
        /** When the server is started again; until then it goes on with what was. */
        ON_RESTART,
        /** When something else changes with it, where the difference shows it: a default shows in what has no value. */
        ELSEWHERE
    }

    /** {@return when the new value holds} */
    When value();
}
