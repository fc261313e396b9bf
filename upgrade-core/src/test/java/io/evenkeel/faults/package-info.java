/** What a run does about each fault of the catalog. */
@NullMarked
package io.evenkeel.faults;

import org.jspecify.annotations.NullMarked;
