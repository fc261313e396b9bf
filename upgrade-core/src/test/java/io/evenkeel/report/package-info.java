@NullMarked
package io.evenkeel.report;

import org.jspecify.annotations.NullMarked;
