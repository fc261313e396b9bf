/** Carries decisions out through the ports, and takes their answers back. */
@NullMarked
package io.evenkeel.engine.internal.act;

import org.jspecify.annotations.NullMarked;
