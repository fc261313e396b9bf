@NullMarked
package io.evenkeel.examples.conformance;

import org.jspecify.annotations.NullMarked;
