// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.curl.Login.Told;
import dev.platter.curl.WebException.Remedy;
import dev.platter.nbd.NbdError;
import dev.platter.web.DirectBody;
import dev.platter.web.SilenceWatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one range of a file. What a connection that breaks has brought counts: the next attempt asks for the rest. A read fails when some
 * attempts in a row have brought nothing, and when a server stands still.
 *
 * <p>Bytes of an attempt that was given up may still arrive, on any thread. They are dropped, since the buffer then belongs to others. While
 * a connection reads into the buffer itself, the read cannot end: it ends when the connection has left the buffer, which is at once, since
 * the connection of an attempt that is given up is closed.
 */
final class RangeRead {
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final OpenFile file;
    private final ByteBuffer into;
    private final Completion end;

    /** What is added to a position in the buffer to have an offset in the file. */
    private final long base;

    private int failures;
    private boolean relocated;
    private boolean over;
    private @Nullable Attempt current;

    /** Whether a connection reads into the buffer. */
    private boolean lent;

    /** What happens when it does not any more. */
    private @Nullable Runnable afterwards;

    RangeRead(OpenFile file, ByteBuffer into, long offset, Completion end) {
        this.file = file;
        this.into = into;
        this.end = end;
        base = offset - into.position();
    }

    void begin() {
        try {
            file.lanes().enter(this::attempt);
        } catch (RejectedExecutionException e) {
            finish(new DiskException(NbdError.ESHUTDOWN, "the server stops", e));
        }
    }

    private void attempt() {
        Attempt attempt;
        synchronized (this) {
            if (over) {
                file.lanes().leave();
                return;
            }
            attempt = new Attempt(file.location(), base + into.position(), base + into.limit() - 1);
            current = attempt;
        }
        attempt.begin();
    }

    /** Gives it up. */
    void cancel() {
        Attempt last;
        synchronized (this) {
            last = current;
        }
        finish(new DiskException(NbdError.ESHUTDOWN, "the client has gone"));
        if (last != null) {
            last.end(new IOException("given up"));
        }
    }

    private void ended(Attempt attempt, Optional<IOException> failure) {
        boolean whole;
        boolean again;
        Duration pause;
        synchronized (this) {
            if (over) {
                return;
            }
            whole = failure.isEmpty() && !into.hasRemaining();
            failures = attempt.brought ? 0 : failures + 1;
            Remedy remedy =
                    failure.isEmpty() || !(failure.get() instanceof WebException web) ? Remedy.LATER : web.remedy();
            again = failures < MOST_ATTEMPTS
                    && into.hasRemaining()
                    && (remedy == Remedy.LATER || (remedy == Remedy.ANEW && !relocated))
                    && (failure.isEmpty() || failure.get() instanceof WebException);
            relocated = remedy == Remedy.ANEW;
            pause = FIRST_PAUSE.multipliedBy(1L << Math.max(0, failures - 1));
        }
        if (whole) {
            finish(null);
        } else if (!again) {
            finish(failure.orElseGet(() -> new WebException(
                    Remedy.NONE, WebAddress.shown(attempt.uri) + " was asked for bytes, and gave none of them")));
        } else if (failure.isPresent() && ((WebException) failure.get()).remedy() == Remedy.ANEW) {
            relocate(attempt);
        } else if (attempt.brought) {
            begin();
        } else {
            Duration asked = failure.isPresent() ? ((WebException) failure.get()).pause() : Duration.ZERO;
            file.context().schedule(file.client(), asked.compareTo(pause) > 0 ? asked : pause, _ -> begin());
        }
    }

    /** On a worker, since it waits for the web server. */
    private void relocate(Attempt attempt) {
        try {
            file.context().workers().execute(() -> {
                try {
                    file.relocate(attempt.uri, attempt.told);
                } catch (IOException e) {
                    finish(e);
                    return;
                }
                begin();
            });
        } catch (RejectedExecutionException e) {
            finish(new DiskException(NbdError.ESHUTDOWN, "the server stops", e));
        }
    }

    private void finish(@Nullable IOException failure) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        file.over(this);
        if (failure == null) {
            end.succeeded();
            return;
        }
        synchronized (this) {
            if (lent) {
                afterwards = () -> end.failed(failure);
                return;
            }
        }
        end.failed(failure);
    }

    /** One request for what is missing, which has a lane as long as it lasts. */
    private final class Attempt implements DirectBody<Void> {
        private final URI uri;
        private final long first;
        private final long last;
        private final CompletableFuture<Void> body = new CompletableFuture<>();
        private Told told = Told.NOTHING;
        private final SilenceWatch silence =
                new SilenceWatch(file.file().patience(), file.context()::schedule, this::silent);
        private @Nullable CompletableFuture<HttpResponse<Void>> answer;
        private Flow.@Nullable Subscription subscription;
        private volatile boolean brought;
        private boolean ended;

        Attempt(URI uri, long first, long last) {
            this.uri = uri;
            this.first = first;
            this.last = last;
        }

        void begin() {
            try {
                told = file.file().tell();
                HttpRequest.Builder request = file.file().request(uri, told, first, last);
                file.version().demand(request);
                file.file().carry(request.build(), this::judge, this::watch);
            } catch (IOException e) {
                end(e);
            } catch (RuntimeException e) {
                end(new IOException("a request to " + uri.getHost() + " cannot be made: " + e.getMessage(), e));
            }
        }

        private void watch(CompletableFuture<HttpResponse<Void>> sent) {
            boolean unwanted;
            synchronized (this) {
                answer = sent;
                unwanted = ended;
            }
            if (unwanted) {
                sent.cancel(true);
            } else {
                silence.begin();
            }
            sent.whenComplete((_, failure) -> end(
                    failure == null
                            ? null
                            : Refusal.of(uri, failure, file.file().patience())));
        }

        private void silent() {
            end(new WebException(
                    Remedy.NONE,
                    WebAddress.shown(uri) + " has sent nothing for "
                            + Refusal.shown(file.file().patience()) + " while " + (last - first + 1)
                            + " bytes at offset " + first + " were read; timeout= sets how long to wait"));
        }

        /** Ends it, unless it has ended. */
        void end(@Nullable IOException failure) {
            CompletableFuture<HttpResponse<Void>> sent;
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                sent = answer;
            }
            silence.end();
            if (failure != null && sent != null) {
                sent.cancel(true);
            }
            file.lanes().leave();
            ended(this, Optional.ofNullable(failure));
        }

        private BodySubscriber<Void> judge(ResponseInfo info) {
            silence.heard();
            try {
                demand(info);
                return this;
            } catch (WebException e) {
                body.completeExceptionally(e);
                return new Refused(body);
            }
        }

        private void demand(ResponseInfo info) throws WebException {
            switch (info.statusCode()) {
                case 206 -> {}
                case 200 ->
                    throw new WebException(
                            Remedy.NONE,
                            WebAddress.shown(uri) + " was asked for a part, and the server sends all of it");
                case 412 -> throw file.changed("the server does not have that version any more (status 412)");
                case 416 -> throw file.changed("it no longer has " + (last - first + 1) + " bytes at offset " + first);
                default -> throw Refusal.of(uri, info.statusCode(), info.headers());
            }
            WebFile.refuseEncoding(uri, info.headers());
            ContentRange range = ContentRange.of(info.headers())
                    .filter(got -> got.first() == first && got.last() >= first && got.last() <= last)
                    .orElseThrow(() -> new WebException(
                            Remedy.NONE,
                            WebAddress.shown(uri) + " was asked for the bytes " + first + " to " + last
                                    + ", and the server sends others: "
                                    + info.headers().firstValue("Content-Range").orElse("it does not say which")));
            long size = range.size() < 0 ? file.size() : range.size();
            Optional<String> difference = file.version().difference(FileVersion.of(size, info.headers()));
            if (difference.isPresent()) {
                throw file.changed(difference.get());
            }
        }

        @Override
        public CompletionStage<Void> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            silence.heard();
            boolean tooMuch = false;
            synchronized (RangeRead.this) {
                if (over || current != this) {
                    return;
                }
                for (ByteBuffer bytes : buffers) {
                    if (bytes.remaining() > into.remaining()) {
                        tooMuch = true;
                        break;
                    }
                    brought |= bytes.hasRemaining();
                    into.put(bytes);
                }
            }
            if (tooMuch && subscription != null) {
                subscription.cancel();
                body.completeExceptionally(new WebException(
                        Remedy.NONE,
                        WebAddress.shown(uri) + " was asked for " + (last - first + 1) + " bytes, and sends more"));
            }
        }

        @Override
        public Optional<ByteBuffer> room() {
            synchronized (RangeRead.this) {
                if (over || current != this || !into.hasRemaining()) {
                    return Optional.empty();
                }
                lent = true;
                return Optional.of(into.slice());
            }
        }

        @Override
        public void filled(ByteBuffer bytes) {
            silence.heard();
            Runnable next;
            synchronized (RangeRead.this) {
                lent = false;
                next = afterwards;
                if (!over) {
                    brought |= bytes.position() > 0;
                    into.position(into.position() + bytes.position());
                }
            }
            if (next != null) {
                next.run();
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(null);
        }
    }

    /** Takes nothing of a body that is not wanted. */
    private record Refused(CompletableFuture<Void> body) implements BodySubscriber<Void> {
        @Override
        public CompletionStage<Void> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
