// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterGroup;
import dev.platter.api.parameters.Probability;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes some requests fail: all of a kind or a share of them, always or while a file exists. */
@NbdFilter(name = "error", summary = "fails some of the requests, to test clients", contents = Contents.NONE)
public final class ErrorFilter implements Filter {
    private static final Probability NEVER = new Probability(0);

    static final String ERRORS = "EPERM|EIO|ENOMEM|EINVAL|ENOSPC|EOVERFLOW|ENOTSUP|ESHUTDOWN";

    private final Faults faults;

    /**
     * The parameters for one kind of request, each of which overrides the one for all.
     *
     * @param error the error
     * @param rate how many fail
     * @param file the file without which they do not fail
     */
    public record Kind(
            @Parameter(
                    name = Parameter.PREFIX,
                    syntax = "ERROR",
                    help = "The error that {subject} fail with; by default that of all requests.")
            Optional<NbdError> error,

            @Parameter(help = "The share of {subject} that fail; by default that of all requests.")
            Optional<Probability> rate,

            @Parameter(help = "{subject} fail only while this file exists; by default that of all requests.")
            Optional<Path> file) {}

    /**
     * The parameters.
     *
     * @param error the error of all requests
     * @param errorRate how many requests fail
     * @param errorFile the file without which no request fails
     * @param pread what holds for reads
     * @param pwrite what holds for writes
     * @param trim what holds for trims
     * @param zero what holds for requests for zeroes
     * @param extents what holds for requests for extents
     * @param cache what holds for requests to read ahead
     * @param errorFlush the error of flushes
     * @param errorFlushRate how many flushes fail; the rate of all requests does not apply to them
     * @param errorFlushFile the file without which flushes do not fail
     */
    public record Config(
            @Parameter(defaultValue = "EIO", syntax = ERRORS, help = "The error that requests fail with.")
            NbdError error,

            @Parameter(
                    defaultValue = "0",
                    help = "The share of requests that fail: 5%, 0.05 or 1:20. Flushes have a rate of their own.")
            Probability errorRate,

            @Parameter(help = "Requests fail only while this file exists; without this parameter, always.")
            Optional<Path> errorFile,

            @ParameterGroup(prefix = "error-pread", subject = "reads")
            Kind pread,

            @ParameterGroup(prefix = "error-pwrite", subject = "writes")
            Kind pwrite,

            @ParameterGroup(prefix = "error-trim", subject = "trims")
            Kind trim,

            @ParameterGroup(prefix = "error-zero", subject = "requests for zeroes")
            Kind zero,

            @ParameterGroup(prefix = "error-extents", subject = "requests for extents")
            Kind extents,

            @ParameterGroup(prefix = "error-cache", subject = "requests to read ahead")
            Kind cache,

            @Parameter(syntax = "ERROR", help = "The error that flushes fail with; by default that of all requests.")
            Optional<NbdError> errorFlush,

            @Parameter(help = "The share of flushes that fail; by default none.")
            Optional<Probability> errorFlushRate,

            @Parameter(help = "Flushes fail only while this file exists; by default that of all requests.")
            Optional<Path> errorFlushFile) {
        Faults faults() {
            return new Faults(
                    fault("pread", pread),
                    fault("pwrite", pwrite),
                    fault("trim", trim),
                    fault("zero", zero),
                    fault("extents", extents),
                    fault("cache", cache),
                    fault("flush", new Kind(errorFlush, errorFlushRate.or(() -> Optional.of(NEVER)), errorFlushFile)));
        }

        private Fault fault(String command, Kind kind) {
            return new Fault(
                    command,
                    kind.error().orElse(error),
                    kind.rate().orElse(errorRate).value(),
                    kind.file().or(() -> errorFile));
        }
    }

    public ErrorFilter(Config config) {
        faults = config.faults();
    }

    Faults faults() {
        return faults;
    }

    /** Each thread has its own random numbers, so requests do not wait for each other. */
    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new ErrorDisk(
                next.open(client), faults, () -> ThreadLocalRandom.current().nextDouble());
    }
}
