@NullMarked
package io.evenkeel.examples.benchmark;

import org.jspecify.annotations.NullMarked;
