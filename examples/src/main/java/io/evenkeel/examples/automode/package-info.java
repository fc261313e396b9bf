/** The walk-through of an upgrade of a cluster in EKS Auto Mode. */
@NullMarked
package io.evenkeel.examples.automode;

import org.jspecify.annotations.NullMarked;
