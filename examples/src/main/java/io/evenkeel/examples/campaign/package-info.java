/** Campaigns on the command line: thousands of made-up worlds, and what came of them. */
@NullMarked
package io.evenkeel.examples.campaign;

import org.jspecify.annotations.NullMarked;
