@NullMarked
package io.evenkeel.examples.automode;

import org.jspecify.annotations.NullMarked;
