// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a pax header says of files: lines {@code LENGTH KEY=VALUE}, whose length in bytes counts all of the line. */
final class PaxRecords {
    private final Map<String, String> values = new HashMap<>();

    /** There are none yet. */
    PaxRecords() {}

    /**
     * Adds records, each in the place of an earlier one with its key.
     *
     * @param bytes of the header
     * @return whether they were well-formed; if not, some were added
     */
    boolean add(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int length = 0;
            int digit = at;
            while (digit < bytes.length && bytes[digit] >= '0' && bytes[digit] <= '9' && length < bytes.length) {
                length = 10 * length + bytes[digit] - '0';
                digit++;
            }
            int end = at + length;
            if (digit >= end || end > bytes.length || bytes[digit] != ' ' || bytes[end - 1] != '\n') {
                return false;
            }
            String record = new String(bytes, digit + 1, Math.max(0, end - digit - 2), StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals < 0) {
                return false;
            }
            values.put(record.substring(0, equals), record.substring(equals + 1));
            at = end;
        }
        return true;
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** Whether there is a key that begins so. */
    boolean hasAny(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    void clear() {
        values.clear();
    }
}
