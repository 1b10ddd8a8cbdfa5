// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ruby;

import dev.platter.api.Plugin;
import dev.platter.peers.Needs;
import dev.platter.testkit.scripts.MisbehavingScripts;
import java.nio.file.Path;
import java.util.List;

@Needs("ruby")
class MisbehavingRubyTest extends MisbehavingScripts {
    MisbehavingRubyTest() {
        super("ruby");
    }

    @Override
    protected Plugin plugin(Path script, Path program) {
        return new RubyPlugin(
                new RubyPlugin.Config(List.of(script.toString()), List.of()), List.of(program.toString()));
    }

    @Override
    protected String script(String read) {
        return """
            def open(readonly) = {}
            def get_size(handle) = 1 << 20
            def good = 'x' * 512
            def pread(handle, count, offset)
              return good if offset == 512
              %s
            end
            """.formatted(read);
    }

    @Override
    protected String failing() {
        return "raise 'as asked'";
    }

    @Override
    protected String tooShort() {
        return "'short'";
    }

    @Override
    protected String printing() {
        return "puts '0 0 - 5'; system 'echo rubbish'; good";
    }

    @Override
    protected String ending() {
        return "exit 7";
    }
}
