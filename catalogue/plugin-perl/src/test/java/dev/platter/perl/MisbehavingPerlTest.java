// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.perl;

import dev.platter.api.Plugin;
import dev.platter.peers.Needs;
import dev.platter.testkit.scripts.MisbehavingScripts;
import java.nio.file.Path;
import java.util.List;

@Needs("perl")
class MisbehavingPerlTest extends MisbehavingScripts {
    MisbehavingPerlTest() {
        super("perl");
    }

    @Override
    protected Plugin plugin(Path script, Path program) {
        return new PerlPlugin(
                new PerlPlugin.Config(List.of(script.toString()), List.of()), List.of(program.toString()));
    }

    @Override
    protected String script(String read) {
        return """
            sub open { return 1; }
            sub get_size { return 1 << 20; }
            sub good { return 'x' x 512; }
            sub pread {
                my ($handle, $count, $offset, $flags) = @_;
                return good() if $offset == 512;
                %s
            }
            """.formatted(read);
    }

    @Override
    protected String failing() {
        return "die 'as asked'";
    }

    @Override
    protected String tooShort() {
        return "return 'short';";
    }

    @Override
    protected String printing() {
        return "print '0 0 - 5', qq(\n); system 'echo rubbish'; return good();";
    }

    @Override
    protected String ending() {
        return "exit 7;";
    }
}
