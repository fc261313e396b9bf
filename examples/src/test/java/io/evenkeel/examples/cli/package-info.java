@NullMarked
package io.evenkeel.examples.cli;

import org.jspecify.annotations.NullMarked;
