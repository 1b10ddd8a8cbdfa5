// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The calls that have no answer yet. Only the thread that takes a call away may touch its buffer and tell its outcome, so a call ends
 * once: by its answer, by the end of the process, or because its client has gone.
 */
final class PendingCalls {
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** Returns the call's number, which is not 0. */
    long add(Call call) {
        long number = numbers.incrementAndGet();
        calls.put(number, call);
        return number;
    }

    Optional<Call> take(long number) {
        return Optional.ofNullable(calls.remove(number));
    }

    void fail(Predicate<Call> which, Function<Call, IOException> error) {
        calls.forEach((number, call) -> {
            if (which.test(call) && calls.remove(number, call)) {
                call.outcome().failed(error.apply(call));
            }
        });
    }
}
