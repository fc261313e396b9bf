/** The walk-through of an AMI upgrade of a managed node group, in the simulation. */
@NullMarked
package io.evenkeel.examples.amiupgrade;

import org.jspecify.annotations.NullMarked;
