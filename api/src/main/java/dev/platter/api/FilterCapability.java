// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;

/**
 * What bnd writes into the manifest of a bundle with a {@link NbdFilter}. It does not stand at that annotation itself: javac warns
 * of elements of an annotation that it cannot find, and authors compile without OSGi's.
 */
@Capability(namespace = "dev.platter.filter", attribute = "class=${@class}")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.ANNOTATION_TYPE)
@interface FilterCapability {}
