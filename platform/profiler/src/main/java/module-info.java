// SPDX-License-Identifier: BSD-3-Clause
/** Draws what a running process does as a flame graph: see {@link dev.platter.profiler}. */
module dev.platter.profiler {
    requires ap.loader.all;
    requires java.management;
    requires jdk.jfr;
    requires static org.jspecify;

    exports dev.platter.profiler;
}
