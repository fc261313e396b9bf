@NullMarked
package io.evenkeel.examples.snippets;

import org.jspecify.annotations.NullMarked;
