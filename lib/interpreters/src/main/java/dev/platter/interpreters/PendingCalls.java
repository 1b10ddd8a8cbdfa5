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
 * The calls that have no answer yet. A call is told its outcome by the thread that takes it, or that replaces it by one for which nobody
 * waits. So its outcome comes once, from its answer, from the end of the process, or because its client has gone, and afterwards no thread
 * touches its buffer.
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

    /** Its answer has come, or will not come. */
    Optional<Call> take(long number) {
        return Optional.ofNullable(calls.remove(number));
    }

    void fail(Predicate<Call> which, Function<Call, IOException> error) {
        calls.forEach((number, call) -> {
            if (which.test(call) && calls.replace(number, call, call.forgotten())) {
                call.outcome().failed(error.apply(call));
            }
        });
    }
}
