// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.lua;

import dev.platter.api.Plugin;
import dev.platter.peers.Needs;
import dev.platter.testkit.scripts.MisbehavingScripts;
import java.nio.file.Path;
import java.util.List;

@Needs("lua5.4")
class MisbehavingLuaTest extends MisbehavingScripts {
    MisbehavingLuaTest() {
        super("lua5.4");
    }

    @Override
    protected Plugin plugin(Path script, Path program) {
        return new LuaPlugin(new LuaPlugin.Config(List.of(script.toString()), List.of()), List.of(program.toString()));
    }

    @Override
    protected String script(String read) {
        return """
            function open(readonly) return {} end
            function get_size(handle) return 1 << 20 end
            function good() return ("x"):rep(512) end
            function pread(handle, count, offset)
                if offset == 512 then return good() end
                %s
            end
            """.formatted(read);
    }

    @Override
    protected String failing() {
        return "error('as asked')";
    }

    @Override
    protected String tooShort() {
        return "return 'short'";
    }

    @Override
    protected String printing() {
        return "print('0 0 - 5') os.execute('echo rubbish') return good()";
    }

    @Override
    protected String ending() {
        return "os.exit(7)";
    }
}
