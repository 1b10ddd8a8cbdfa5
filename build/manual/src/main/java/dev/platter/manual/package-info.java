// SPDX-License-Identifier: BSD-3-Clause
/**
 * Makes the manual pages: every {@code src/main/manual/*.md} of the repository becomes a page for {@code man} and one
 * for a browser.
 *
 * <p>A page is markdown under fixed headings ({@link dev.platter.manual.Layout}). Facts that the code declares are
 * inserted: a paragraph {@code @PARAMETERS@} is replaced by the parameters of the plugin or filter whose page it is,
 * {@code @OPTIONS@} by the options of the command, {@code @PLUGINS@} and {@code @FILTERS@} by all of the repository.
 * Parameters in the page's examples are checked against the same schemas.
 *
 * <p>{@link dev.platter.manual.Page} reads, {@link dev.platter.manual.Insertions} fills in,
 * {@link dev.platter.manual.PageCheck} finds faults, {@link dev.platter.manual.RoffPage} and
 * {@link dev.platter.manual.HtmlPage} write, {@link dev.platter.manual.Manual} does all of it for a repository.
 */
@NullMarked
package dev.platter.manual;

import org.jspecify.annotations.NullMarked;
