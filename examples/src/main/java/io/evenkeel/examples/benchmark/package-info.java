/** How fast, how small and how close to the least possible time: measured and printed as it is. */
@NullMarked
package io.evenkeel.examples.benchmark;

import org.jspecify.annotations.NullMarked;
