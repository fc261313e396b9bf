/** The protocols and operations of the simulated endpoint. */
@NullMarked
package io.evenkeel.aws.simulated.internal;

import org.jspecify.annotations.NullMarked;
