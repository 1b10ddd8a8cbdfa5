// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.util.BitSet;

/** The storage of a disk under test: its contents now, and those after a power cut. */
final class Storage {
    static final int PAGE = 512;

    final byte[] now;
    final BitSet data = new BitSet();
    private final byte[] durable;

    Storage(int size) {
        this(new byte[size]);
        data.clear();
    }

    Storage(byte... now) {
        this.now = now;
        durable = now.clone();
        data.set(0, (now.length + PAGE - 1) / PAGE);
    }

    synchronized void sync() {
        System.arraycopy(now, 0, durable, 0, now.length);
    }

    synchronized void cut() {
        System.arraycopy(durable, 0, now, 0, now.length);
    }

    synchronized void put(int at, byte... bytes) {
        System.arraycopy(bytes, 0, now, at, bytes.length);
        if (bytes.length > 0) {
            data.set(at / PAGE, (at + bytes.length - 1) / PAGE + 1);
        }
    }

    /** Whole pages become holes; in other pages the bytes become zeroes. */
    synchronized void erase(int at, int length, boolean holes) {
        for (int i = at; i < at + length; i++) {
            now[i] = 0;
            if (holes && i % PAGE == 0 && i + PAGE <= at + length) {
                data.clear(i / PAGE);
            }
            if (!holes) {
                data.set(i / PAGE);
            }
        }
    }
}
