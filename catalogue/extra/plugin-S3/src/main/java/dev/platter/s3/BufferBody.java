// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A body that is in a buffer, whose position does not change. */
record BufferBody(ByteBuffer bytes) implements HttpRequest.BodyPublisher {
    @Override
    public long contentLength() {
        return bytes.remaining();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long number) {}

            @Override
            public void cancel() {}
        });
        subscriber.onNext(bytes.duplicate());
        subscriber.onComplete();
    }
}
