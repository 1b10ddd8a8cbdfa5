// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chain asks its members for their thread models, and is served under the strictest. */
class ThreadModelTest {
    private final List<String> calls = new ArrayList<>();

    @NbdPlugin(name = "any", summary = "any", threadModel = ThreadModel.PARALLEL)
    private class Any implements Plugin {
        private final ThreadModel model;

        Any(ThreadModel model) {
            this.model = model;
        }

        @Override
        public void prepare() {
            calls.add("prepare");
        }

        @Override
        public ThreadModel threadModel() throws IOException {
            calls.add("model");
            return model;
        }

        @Override
        public void start(Context context) {
            calls.add("start");
        }

        @Override
        public Disk open(Client client) {
            return new FakeDisk(1, () -> {});
        }
    }

    private static final class Unspoken implements Plugin {
        @Override
        public Disk open(Client client) {
            return new FakeDisk(1, () -> {});
        }
    }

    @NbdFilter(name = "narrow", summary = "narrow", threadModel = ThreadModel.SERIALIZE_REQUESTS)
    private class Narrow implements Filter {
        private final ThreadModel model;

        Narrow(ThreadModel model) {
            this.model = model;
        }

        @Override
        public void prepare() {
            calls.add("filter prepare");
        }

        @Override
        public ThreadModel threadModel() {
            calls.add("filter model");
            return model;
        }

        @Override
        public void start(Opener next, Context context) {
            calls.add("filter start");
        }
    }

    @Test
    void aMemberIsAskedOnceBetweenPrepareAndStart() throws IOException {
        Chain chain = Chain.of("any", new Any(ThreadModel.PARALLEL))
                .filter("narrow", new Narrow(ThreadModel.PARALLEL))
                .build();
        chain.prepare();
        ThreadModel prepared = chain.threadModel();
        chain.start(reason -> {});
        chain.stop();
        assertEquals(List.of("filter prepare", "prepare", "filter model", "model", "start", "filter start"), calls);
        assertEquals(ThreadModel.SERIALIZE_REQUESTS, prepared);
        assertEquals(prepared, chain.threadModel());
    }

    @ParameterizedTest
    @CsvSource({
        "PARALLEL, PARALLEL, SERIALIZE_REQUESTS",
        "SERIALIZE_ALL_REQUESTS, PARALLEL, SERIALIZE_ALL_REQUESTS",
        "PARALLEL, SERIALIZE_CONNECTIONS, SERIALIZE_CONNECTIONS",
        "SERIALIZE_CONNECTIONS, SERIALIZE_ALL_REQUESTS, SERIALIZE_CONNECTIONS"
    })
    void theStrictestModelOfAllMembersCounts(ThreadModel plugin, ThreadModel filter, ThreadModel chain)
            throws IOException {
        Chain built = Chain.of("any", new Any(plugin))
                .filter("narrow", new Narrow(filter))
                .build();
        built.prepare();
        assertEquals(chain, built.threadModel());
        built.stop();
    }

    @Test
    void aMemberWithoutAModelIsSerialized() throws IOException {
        Chain chain = Chain.of("unspoken", new Unspoken()).build();
        chain.prepare();
        assertEquals(ThreadModel.SERIALIZE_ALL_REQUESTS, chain.threadModel());
        chain.stop();
    }

    @Test
    void aMemberThatCannotTellItsModelPreventsTheStart() {
        Chain chain = Chain.of("any", new Any(ThreadModel.PARALLEL) {
                    @Override
                    public ThreadModel threadModel() throws IOException {
                        throw new IOException("the script is not there");
                    }
                })
                .build();
        assertEquals(
                "the script is not there",
                assertThrows(IOException.class, chain::prepare).getMessage());
        chain.stop();
    }
}
