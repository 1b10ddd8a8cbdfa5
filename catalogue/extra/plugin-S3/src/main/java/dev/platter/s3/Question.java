// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store is asked.
 *
 * @param method of HTTP
 * @param key the object; empty for the bucket
 * @param query of the address
 * @param headers besides those of the signature
 * @param body that is sent; its position does not change
 * @param into takes the body of a good answer, which is as long as its room; otherwise the answer has it
 */
record Question(
        String method,
        String key,
        SortedMap<String, String> query,
        Map<String, String> headers,
        Optional<ByteBuffer> body,
        Optional<ByteBuffer> into) {
    static Question of(String method, String key) {
        return new Question(method, key, new TreeMap<>(), Map.of(), Optional.empty(), Optional.empty());
    }

    /** For a range of an object. */
    static Question range(String key, long first, Map<String, String> headers, ByteBuffer into) {
        SortedMap<String, String> all = new TreeMap<>(headers);
        all.put("Range", "bytes=" + first + "-" + (first + into.remaining() - 1));
        return new Question("GET", key, new TreeMap<>(), all, Optional.empty(), Optional.of(into));
    }

    static Question put(String key, ByteBuffer body) {
        return new Question("PUT", key, new TreeMap<>(), Map.of(), Optional.of(body), Optional.empty());
    }

    static Question list(SortedMap<String, String> query) {
        return new Question("GET", "", query, Map.of(), Optional.empty(), Optional.empty());
    }
}
