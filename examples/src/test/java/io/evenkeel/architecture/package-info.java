/** Rules about the shape of the code, and tests that each rule catches a class that breaks it. */
@NullMarked
package io.evenkeel.architecture;

import org.jspecify.annotations.NullMarked;
