// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.profiler;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Runs a program for perf(1), which finds the names of methods that Java has compiled in a file that is named after the process. Java can write
 * that file at its end, but perf leaves out the names that begin with an L, as those of some adapters between interpreted and compiled code
 * do: their samples would have addresses without a name.
 */
public final class PerfMain {
    private PerfMain() {}

    /**
     * Runs the program, and writes the names when the process ends.
     *
     * @param args the name of its main class, and what that gets
     * @throws Throwable what the program throws
     */
    public static void main(String[] args) throws Throwable {
        Runtime.getRuntime().addShutdownHook(new Thread(PerfMain::write, "platter-perf"));
        Class<?> program = Class.forName(args[0]);
        try {
            program.getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void write() {
        Path map = Path.of("/tmp", "perf-" + ProcessHandle.current().pid() + ".map");
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerPerfmap",
                            new Object[] {new String[] {map.toString()}},
                            new String[] {String[].class.getName()});
            List<String> lines = Files.readAllLines(map);
            Files.write(map, lines.stream().map(PerfMain::visible).toList());
        } catch (JMException | IOException e) {
            System.err.println("platter: warning: " + map + " cannot be written for perf: " + e.getMessage());
        }
    }

    /** A line is an address, a length and a name. */
    private static String visible(String line) {
        int name = line.indexOf(' ', line.indexOf(' ') + 1) + 1;
        return line.startsWith("L", name) ? line.substring(0, name) + "adapter " + line.substring(name) : line;
    }
}
