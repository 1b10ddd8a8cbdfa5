// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.HeadedOpener;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The suite's disk is the encrypted payload behind a header. */
@Tag("same-in-both-modes")
class LuksConformanceTest {
    private abstract static class Headed implements Filter {
        private final LuksFilter filter;
        private final byte[] header;

        Headed(LuksFilter.Config config, byte[] header) {
            filter = new LuksFilter(config);
            this.header = header;
        }

        @Override
        public void prepare() throws IOException {
            filter.prepare();
        }

        @Override
        public void start(Opener next, Context context) {
            filter.start(next, context);
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return filter.open(new HeadedOpener(next, _ -> header), client);
        }
    }

    @NbdFilter(name = "luks", summary = "a disk with a header of LUKS1", contents = Contents.ELSEWHERE)
    public static final class First extends Headed {
        public First(LuksFilter.Config config) throws IOException {
            super(config, Headers.luks1());
        }
    }

    @NbdFilter(name = "luks", summary = "a disk with a header of LUKS2", contents = Contents.ELSEWHERE)
    public static final class Second extends Headed {
        public Second(LuksFilter.Config config) throws IOException {
            super(config, Headers.luks2(Headers.json()));
        }
    }

    private static Subject judge(Class<?> type) {
        return Subject.of(type)
                .with("passphrase", Headers.PASSPHRASE)
                .that(Trait.COMPLETES_LATER)
                .refusing("passphrase", "wrong", "passphrase is wrong")
                .refusing("passphrase", "+/no/such/file", "/no/such/file");
    }

    @Nested
    class SectorsOf512 extends FilterConformance {
        @Override
        protected Subject subject() {
            return judge(First.class);
        }
    }

    @Nested
    class SectorsOf4096 extends FilterConformance {
        @Override
        protected Subject subject() {
            return judge(Second.class).behind((1 << 20) + 1000);
        }
    }
}
