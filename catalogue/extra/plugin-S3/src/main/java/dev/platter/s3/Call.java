// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.web.SilenceWatch;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One request and its answer. A store that sends nothing for too long ends it. */
final class Call {
    private final Duration patience;
    private final Calls calls;
    private final Optional<ByteBuffer> into;
    private final SilenceWatch silence;
    private volatile boolean silent;
    private volatile @Nullable CompletableFuture<HttpResponse<Void>> sent;
    private @Nullable Collected collected;

    /**
     * Sends nothing yet.
     *
     * @param into takes the body of a good answer
     */
    Call(Context context, Duration patience, Calls calls, Optional<ByteBuffer> into) {
        this.patience = patience;
        this.calls = calls;
        this.into = into;
        silence = new SilenceWatch(patience, context::schedule, this::endSilence);
    }

    /** Sends it, and waits for the answer. */
    Answer carry(Transport transport, HttpRequest request) throws IOException {
        transport.carry(request, this::body, this::begun);
        CompletableFuture<HttpResponse<Void>> answer = sent;
        if (answer == null) {
            throw new IllegalStateException("a transport has not begun");
        }
        try {
            HttpResponse<Void> response = answer.get();
            return new Answer(
                    response.statusCode(), response.headers(), collected == null ? new byte[0] : collected.bytes());
        } catch (CancellationException e) {
            throw silent
                    ? new SilentStoreException(patience)
                    : new DiskException(NbdError.ESHUTDOWN, "the client has gone", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new DiskException(NbdError.ESHUTDOWN, "interrupted while waiting for the store", e);
        } finally {
            calls.remove(this);
            silence.end();
        }
    }

    private BodySubscriber<Void> body(ResponseInfo info) {
        silence.heard();
        if (into.isPresent() && info.statusCode() == 206) {
            return new Taken(into.get(), silence::heard);
        }
        Collected body = new Collected(silence::heard);
        collected = body;
        return body;
    }

    private void begun(CompletableFuture<HttpResponse<Void>> answer) {
        sent = answer;
        calls.add(this);
        silence.begin();
    }

    /** Ends it; nobody wants the answer any more. */
    void giveUp() {
        CompletableFuture<HttpResponse<Void>> answer = sent;
        if (answer != null) {
            answer.cancel(true);
        }
    }

    private void endSilence() {
        silent = true;
        giveUp();
    }
}
