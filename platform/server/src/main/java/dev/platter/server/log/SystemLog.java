// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** The system's log, by syslog(3). One for a process; any thread may write. */
public final class SystemLog {
    private static final int LOG_PID = 1;
    private static final int LOG_USER = 1 << 3;

    private SystemLog() {}

    /**
     * Opens the log.
     *
     * @param program the name before each message
     * @return the log
     * @throws LinkageError if this system has no such calls, or JNA lacks this system
     */
    public static SystemLog open(String program) {
        byte[] bytes = program.getBytes(StandardCharsets.UTF_8);
        // The C library does not copy the name, so that it is never freed.
        Pointer name = new Pointer(Native.malloc(bytes.length + 1L));
        name.write(0, bytes, 0, bytes.length);
        name.setByte(bytes.length, (byte) 0);
        Function.getFunction("c", "openlog").invokeVoid(new Object[] {name, LOG_PID, LOG_USER});
        return new SystemLog();
    }

    /**
     * Writes a message.
     *
     * @param level how grave it is
     * @param message one line, without its end
     */
    public void write(System.Logger.Level level, String message) {
        // The message is the format, so that the call passes nothing by a list of variable length, for which systems
        // have
        // different conventions.
        Function.getFunction("c", "syslog")
                .invokeVoid(new Object[] {JournalFormat.priority(level), message.replace("%", "%%")});
    }
}
