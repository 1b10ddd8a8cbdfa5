// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.BufferAllocator;
import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Metrics;
import dev.platter.api.Wakeup;
import dev.platter.testkit.TestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** A server that runs tasks at once and does nothing else. */
final class Workers implements Context {
    @Override
    public Executor workers() {
        return Runnable::run;
    }

    @Override
    public Client client() {
        return TestClient.anybody();
    }

    @Override
    public System.Logger logger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Metrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public BufferAllocator buffers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path temporaryFolder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> persistentFolder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> schedule(Client client, Duration delay, Wakeup task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sizeChanged() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown(String reason) {
        throw new UnsupportedOperationException();
    }
}
