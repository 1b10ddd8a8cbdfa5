// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.io.IOException;

/** A part of a content. */
record Part(Content content, long start, long length) implements Content {
    @Override
    public long data() {
        return Math.min(content.data(), length);
    }

    @Override
    public boolean isZero() {
        return content.isZero();
    }

    @Override
    public void write(Target target, long at, long from, long to) throws IOException {
        content.write(target, at, start + from, start + to);
    }
}
