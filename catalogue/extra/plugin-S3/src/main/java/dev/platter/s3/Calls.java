// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Requests that are under way for one client, to be given up when it has gone. */
final class Calls {
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    void add(Call call) {
        underWay.add(call);
        if (over) {
            call.giveUp();
        }
    }

    void remove(Call call) {
        underWay.remove(call);
    }

    boolean over() {
        return over;
    }

    void end() {
        over = true;
        underWay.forEach(Call::giveUp);
    }
}
