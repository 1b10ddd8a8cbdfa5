// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.noparallel;

import dev.platter.api.ThreadModel;

/** What happens one at a time. */
public enum Serialize {
    /** The requests of a connection. */
    REQUESTS(ThreadModel.SERIALIZE_REQUESTS),

    /** All requests. */
    ALL_REQUESTS(ThreadModel.SERIALIZE_ALL_REQUESTS),

    /** Connections. */
    CONNECTIONS(ThreadModel.SERIALIZE_CONNECTIONS);

    private final ThreadModel model;

    Serialize(ThreadModel model) {
        this.model = model;
    }

    ThreadModel model() {
        return model;
    }
}
