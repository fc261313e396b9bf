/** Which of the library's assumptions about AWS hold in an account of one's own. */
@NullMarked
package io.evenkeel.examples.conformance;

import org.jspecify.annotations.NullMarked;
