// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.ReplyStyle;
import java.util.List;

/**
 * What is said about a server.
 *
 * @param fixedNewstyle whether it answers options
 * @param replyStyle the best replies that it has
 * @param exports the exports that were looked at
 */
record ServerReport(boolean fixedNewstyle, ReplyStyle replyStyle, List<ExportReport> exports) {
    String protocol() {
        return fixedNewstyle ? "newstyle-fixed" : "newstyle";
    }
}
