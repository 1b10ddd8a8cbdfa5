/** Other ways of honouring FUA and flushes. */
@NullMarked
package dev.platter.fua;

import org.jspecify.annotations.NullMarked;
