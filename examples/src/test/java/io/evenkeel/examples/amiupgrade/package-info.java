@NullMarked
package io.evenkeel.examples.amiupgrade;

import org.jspecify.annotations.NullMarked;
