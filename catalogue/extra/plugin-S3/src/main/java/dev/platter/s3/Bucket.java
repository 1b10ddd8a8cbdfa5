// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.web.ConnectionException;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of a bucket. Calls wait for the store, on any thread. What a store cannot do at the moment is tried again some times, with
 * longer and longer pauses; every request of this class does the same when it is carried out twice.
 */
final class Bucket {
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final String EMPTY_HASH = Signature.hash(ByteBuffer.allocate(0));

    private final Transport transport;
    private final Address address;
    private final KeySource keys;
    private final Duration patience;
    private final Context context;
    private volatile String region;

    /**
     * Asks nothing yet.
     *
     * @param region where the bucket is, or may be
     * @param patience how long the store may say nothing
     */
    Bucket(Transport transport, Address address, String region, KeySource keys, Duration patience, Context context) {
        this.transport = transport;
        this.address = address;
        this.region = region;
        this.keys = keys;
        this.patience = patience;
        this.context = context;
    }

    /** An object's size and version. */
    record Found(long size, String tag) {}

    Found find(String key, Calls calls) throws IOException {
        Answer answer = ask(Question.of("HEAD", key), calls);
        if (answer.status() == 404) {
            throw new DiskException(
                    NbdError.EIO, "there is no object '" + key + "' in the bucket '" + address.bucket() + "'");
        }
        demandGood(answer, key);
        OptionalLong size = answer.headers().firstValueAsLong("Content-Length");
        return new Found(
                size.orElseThrow(() -> new IOException("the store does not say how large '" + key + "' is")),
                answer.header("ETag"));
    }

    /**
     * Reads a part of an object.
     *
     * @param into takes as many bytes as there is room for
     * @param version the object's ETag, which must still be its; empty for any
     * @return the size of the whole object; empty if there is none, and nothing was read
     */
    OptionalLong read(String key, long offset, ByteBuffer into, String version, Calls calls) throws IOException {
        int begin = into.position();
        int length = into.remaining();
        Map<String, String> headers = version.isEmpty() ? Map.of() : Map.of("If-Match", version);
        Answer answer = ask(Question.range(key, offset, headers, into), calls);
        if (answer.status() == 404) {
            String code = StoreError.of(answer).code();
            if (code.isEmpty() || code.equals("NoSuchKey")) {
                return OptionalLong.empty();
            }
        }
        if (answer.status() == 412) {
            throw new DiskException(
                    NbdError.EIO,
                    "the object '" + key + "' has changed since this client opened it: connect again to read what is"
                            + " there now");
        }
        if (answer.status() == 416) {
            throw new DiskException(
                    NbdError.EIO, "the object '" + key + "' does not have " + length + " bytes at offset " + offset);
        }
        demandGood(answer, key);
        String range = answer.header("Content-Range");
        String expected = "bytes " + offset + "-" + (offset + length - 1) + "/";
        if (into.position() != begin + length || !range.startsWith(expected)) {
            throw new DiskException(
                    NbdError.EIO,
                    "the store was asked for " + length + " bytes at offset " + offset + " of '" + key
                            + "', and sent others: " + (range.isEmpty() ? "status " + answer.status() : range));
        }
        try {
            return OptionalLong.of(Long.parseLong(range.substring(expected.length())));
        } catch (NumberFormatException e) {
            throw new IOException("the store does not say how large '" + key + "' is: " + range, e);
        }
    }

    /** Writes a whole object. When this returns, the store has it for good. */
    void write(String key, ByteBuffer body, Calls calls) throws IOException {
        demandGood(ask(Question.put(key, body), calls), key);
    }

    /** Deletes an object, if it is there. */
    void delete(String key, Calls calls) throws IOException {
        Answer answer = ask(Question.of("DELETE", key), calls);
        if (answer.status() != 404) {
            demandGood(answer, key);
        }
    }

    /** Lists objects whose keys begin so and are greater than another. */
    Listing list(String prefix, String after, Calls calls) throws IOException {
        SortedMap<String, String> query = new TreeMap<>();
        query.put("list-type", "2");
        query.put("prefix", prefix);
        query.put("start-after", after);
        Answer answer = ask(Question.list(query), calls);
        demandGood(answer, prefix);
        return Listing.of(answer.body());
    }

    private Answer ask(Question question, Calls calls) throws IOException {
        Optional<ByteBuffer> into = question.into();
        int begin = into.map(ByteBuffer::position).orElse(0);
        boolean renewed = false;
        boolean moved = false;
        for (int attempt = 1; ; attempt++) {
            into.ifPresent(buffer -> buffer.position(begin));
            Keys used = keys.current();
            IOException failure;
            try {
                Answer answer = once(question, used, calls);
                if (answer.good() || answer.status() == 404) {
                    return answer;
                }
                StoreError error = StoreError.of(answer);
                if (!moved
                        && error.region().filter(other -> !other.equals(region)).isPresent()) {
                    region = error.region().get();
                    moved = true;
                    continue;
                }
                if (!renewed && (answer.status() == 403 || answer.status() == 400) && keys.renew(used)) {
                    renewed = true;
                    continue;
                }
                if (!Transport.isPassing(answer.status())) {
                    return answer;
                }
                failure = refused(answer, question.key());
            } catch (DiskException e) {
                throw e;
            } catch (IOException e) {
                ConnectionException fault =
                        ConnectionException.of(address.of(region, question.key(), question.query()), e, patience);
                if (!fault.passing()) {
                    throw fault;
                }
                failure = fault;
            }
            if (attempt == MOST_ATTEMPTS || calls.over()) {
                throw failure;
            }
            pause(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)), failure);
        }
    }

    private static void pause(Duration time, IOException failure) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private Answer once(Question question, Keys used, Calls calls) throws IOException {
        URI uri = address.of(region, question.key(), question.query());
        Optional<ByteBuffer> body = question.body();
        String hash = body.map(
                        bytes -> uri.getScheme().equalsIgnoreCase("https") ? Signature.UNSIGNED : Signature.hash(bytes))
                .orElse(EMPTY_HASH);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(
                        question.method(),
                        body.<HttpRequest.BodyPublisher>map(BufferBody::new)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        new Signature(used, region, Instant.now())
                .headers(
                        question.method(),
                        host,
                        uri.getRawPath(),
                        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                        hash)
                .forEach(request::setHeader);
        question.headers().forEach(request::setHeader);
        request.setHeader("User-Agent", "platter");
        return new Call(context, patience, calls, question.into()).carry(transport, request.build());
    }

    private void demandGood(Answer answer, String key) throws IOException {
        if (!answer.good()) {
            throw refused(answer, key);
        }
    }

    private IOException refused(Answer answer, String key) {
        StoreError error = StoreError.of(answer);
        String advice = switch (error.code()) {
            case "RequestTimeTooSkewed" -> ": the clock of this machine is wrong";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch" -> ": check access-key= and secret-key=";
            case "ExpiredToken" -> ": get a new session-token=, or have a file with keys renewed";
            case "AccessDenied" -> ": these keys may not do that";
            case "NoSuchBucket" -> ": check bucket= and endpoint-url=";
            default -> "";
        };
        return new DiskException(
                NbdError.EIO,
                "the store refuses a request for '" + key + "' in the bucket '" + address.bucket() + "' ("
                        + error.shown(answer.status()) + ")" + advice);
    }
}
