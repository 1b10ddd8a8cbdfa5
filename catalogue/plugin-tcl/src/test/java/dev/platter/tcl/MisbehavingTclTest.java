// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tcl;

import dev.platter.api.Plugin;
import dev.platter.peers.Needs;
import dev.platter.testkit.scripts.MisbehavingScripts;
import java.nio.file.Path;
import java.util.List;

@Needs("tclsh")
class MisbehavingTclTest extends MisbehavingScripts {
    MisbehavingTclTest() {
        super("tclsh");
    }

    @Override
    protected Plugin plugin(Path script, Path program) {
        return new TclPlugin(new TclPlugin.Config(List.of(script.toString()), List.of()), List.of(program.toString()));
    }

    @Override
    protected String script(String read) {
        return """
            proc plugin_open {readonly} { return 1 }
            proc get_size {handle} { return 1048576 }
            proc good {} { return [string repeat x 512] }
            proc pread {handle count offset} {
                if {$offset == 512} { return [good] }
                %s
            }
            """.formatted(read);
    }

    @Override
    protected String failing() {
        return "error {as asked}";
    }

    @Override
    protected String tooShort() {
        return "return short";
    }

    @Override
    protected String printing() {
        return "puts {0 0 - 5}; exec echo rubbish >@stdout; return [good]";
    }

    @Override
    protected String ending() {
        return "exit 7";
    }
}
