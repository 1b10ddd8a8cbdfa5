// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files for other systems, as programs read them that are not ours. */
@Tag("same-in-both-modes")
class SystemsIT {
    /** Stricter than launchd: a value of a wrong type, or one without a key, is an error. */
    @Test
    @Needs("python3")
    void pythonReadsThePropertyListOfLaunchd() {
        String list = Path.of("systems/macos/service/dev.platter.platterd.plist")
                .toAbsolutePath()
                .toString();
        String script = """
            import plistlib, sys
            job = plistlib.load(open(sys.argv[1], 'rb'))
            print(job['Label'], job['RunAtLoad'], job['KeepAlive']['SuccessfulExit'], oct(job['Umask']), *job['ProgramArguments'])
            """;
        assertEquals(
                "dev.platter.platterd True False 0o27 /opt/platter/bin/platterd --config=/etc/platter/platter.toml\n",
                Peer.require("python3").run("-c", script, list).success());
    }
}
