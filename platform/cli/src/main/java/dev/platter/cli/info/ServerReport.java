// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.ReplyStyle;
import java.util.List;

/**
 * The report on a server.
 *
 * @param fixedNewstyle whether it answers options
 * @param encrypted whether it was asked over TLS
 * @param replyStyle the best reply style that it supports
 * @param exports the reported exports
 */
record ServerReport(boolean fixedNewstyle, boolean encrypted, ReplyStyle replyStyle, List<ExportReport> exports) {
    String protocol() {
        return fixedNewstyle ? "newstyle-fixed" : "newstyle";
    }
}
