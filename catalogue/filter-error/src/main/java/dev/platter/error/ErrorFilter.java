// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Probability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes some requests fail: all of a kind or a share of them, always or while a file exists. */
@NbdFilter(name = "error", summary = "fails some of the requests, to test clients", contents = Contents.NONE)
public final class ErrorFilter implements Filter {
    private static final Probability NEVER = new Probability(0);

    private final Faults faults;

    /**
     * The parameters. A parameter for one kind of request overrides the one for all.
     *
     * @param error the error of all requests
     * @param errorRate how many requests fail
     * @param errorFile the file without which no request fails
     * @param errorPread the error of reads
     * @param errorPreadRate how many reads fail
     * @param errorPreadFile the file without which reads do not fail
     * @param errorPwrite the error of writes
     * @param errorPwriteRate how many writes fail
     * @param errorPwriteFile the file without which writes do not fail
     * @param errorTrim the error of trims
     * @param errorTrimRate how many trims fail
     * @param errorTrimFile the file without which trims do not fail
     * @param errorZero the error of requests for zeroes
     * @param errorZeroRate how many requests for zeroes fail
     * @param errorZeroFile the file without which requests for zeroes do not fail
     * @param errorExtents the error of requests for extents
     * @param errorExtentsRate how many requests for extents fail
     * @param errorExtentsFile the file without which requests for extents do not fail
     * @param errorCache the error of requests to read ahead
     * @param errorCacheRate how many requests to read ahead fail
     * @param errorCacheFile the file without which requests to read ahead do not fail
     * @param errorFlush the error of flushes
     * @param errorFlushRate how many flushes fail
     * @param errorFlushFile the file without which flushes do not fail
     */
    public record Config(
            @Parameter(defaultValue = "EIO", syntax = ErrorName.SYNTAX, help = "The error that requests fail with.")
            ErrorName error,

            @Parameter(
                    defaultValue = "0",
                    help = "The share of requests that fail: 5%, 0.05 or 1:20. Flushes have a rate of their own.")
            Probability errorRate,

            @Parameter(help = "Requests fail only while this file exists; without this parameter, always.")
            Optional<Path> errorFile,

            @Parameter(syntax = "ERROR", help = "The error that reads fail with; by default that of all requests.")
            Optional<ErrorName> errorPread,

            @Parameter(help = "The share of reads that fail; by default that of all requests.")
            Optional<Probability> errorPreadRate,

            @Parameter(help = "Reads fail only while this file exists; by default that of all requests.")
            Optional<Path> errorPreadFile,

            @Parameter(syntax = "ERROR", help = "The error that writes fail with; by default that of all requests.")
            Optional<ErrorName> errorPwrite,

            @Parameter(help = "The share of writes that fail; by default that of all requests.")
            Optional<Probability> errorPwriteRate,

            @Parameter(help = "Writes fail only while this file exists; by default that of all requests.")
            Optional<Path> errorPwriteFile,

            @Parameter(syntax = "ERROR", help = "The error that trims fail with; by default that of all requests.")
            Optional<ErrorName> errorTrim,

            @Parameter(help = "The share of trims that fail; by default that of all requests.")
            Optional<Probability> errorTrimRate,

            @Parameter(help = "Trims fail only while this file exists; by default that of all requests.")
            Optional<Path> errorTrimFile,

            @Parameter(
                    syntax = "ERROR",
                    help = "The error that requests for zeroes fail with; by default that of all requests.")
            Optional<ErrorName> errorZero,

            @Parameter(help = "The share of requests for zeroes that fail; by default that of all requests.")
            Optional<Probability> errorZeroRate,

            @Parameter(help = "Requests for zeroes fail only while this file exists; by default that of all requests.")
            Optional<Path> errorZeroFile,

            @Parameter(
                    syntax = "ERROR",
                    help = "The error that requests for extents fail with; by default that of all requests.")
            Optional<ErrorName> errorExtents,

            @Parameter(help = "The share of requests for extents that fail; by default that of all requests.")
            Optional<Probability> errorExtentsRate,

            @Parameter(help = "Requests for extents fail only while this file exists; by default that of all requests.")
            Optional<Path> errorExtentsFile,

            @Parameter(
                    syntax = "ERROR",
                    help = "The error that requests to read ahead fail with; by default that of all requests.")
            Optional<ErrorName> errorCache,

            @Parameter(help = "The share of requests to read ahead that fail; by default that of all requests.")
            Optional<Probability> errorCacheRate,

            @Parameter(
                    help = "Requests to read ahead fail only while this file exists; by default that of all requests.")
            Optional<Path> errorCacheFile,

            @Parameter(syntax = "ERROR", help = "The error that flushes fail with; by default that of all requests.")
            Optional<ErrorName> errorFlush,

            @Parameter(help = "The share of flushes that fail; by default none.")
            Optional<Probability> errorFlushRate,

            @Parameter(help = "Flushes fail only while this file exists; by default that of all requests.")
            Optional<Path> errorFlushFile) {
        Faults faults() {
            return new Faults(
                    fault("pread", errorPread, errorPreadRate.orElse(errorRate), errorPreadFile),
                    fault("pwrite", errorPwrite, errorPwriteRate.orElse(errorRate), errorPwriteFile),
                    fault("trim", errorTrim, errorTrimRate.orElse(errorRate), errorTrimFile),
                    fault("zero", errorZero, errorZeroRate.orElse(errorRate), errorZeroFile),
                    fault("extents", errorExtents, errorExtentsRate.orElse(errorRate), errorExtentsFile),
                    fault("cache", errorCache, errorCacheRate.orElse(errorRate), errorCacheFile),
                    fault("flush", errorFlush, errorFlushRate.orElse(NEVER), errorFlushFile));
        }

        private Fault fault(String command, Optional<ErrorName> own, Probability rate, Optional<Path> file) {
            return new Fault(command, own.orElse(error).error(), rate.value(), file.or(() -> errorFile));
        }
    }

    public ErrorFilter(Config config) {
        faults = config.faults();
    }

    /** Each thread has its own random numbers, so requests do not wait for each other. */
    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new ErrorDisk(
                next.open(client), faults, () -> ThreadLocalRandom.current().nextDouble());
    }
}
