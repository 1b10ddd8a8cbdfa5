// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says when a running server adopts a key's new value after a reload. A key without this annotation takes effect at once. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface TakesEffect {
    /** When a new value takes effect. */
    enum When {
        /** When the server is restarted; until then the old value stays in effect. */
        ON_RESTART,
        /** Through other keys, where the difference shows it: a new default, for example, shows at each key without a value. */
        ELSEWHERE
    }

    /** {@return when the new value takes effect} */
    When value();
}
