// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

/** Has one plugin and one filter, and knows whether it was closed. */
final class FakeCatalog implements Catalog {
    private boolean closed;

    @Override
    public Found plugin(String reference) throws StartException {
        if (!reference.equals("tiny")) {
            throw new StartException("no plugin '" + reference + "'");
        }
        return new Found(TinyPlugin.class, "1.2.3", "/bundles/tiny.jar");
    }

    @Override
    public Found filter(String reference) throws StartException {
        if (!reference.equals("plain")) {
            throw new StartException("no filter '" + reference + "'");
        }
        return new Found(PlainFilter.class, "4.5.6", "/bundles/plain.jar");
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
