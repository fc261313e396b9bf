@NullMarked
package io.evenkeel.campaign;

import org.jspecify.annotations.NullMarked;
