/**
 * The world as the planner sees it: immutable records in the words of this library, with every
 * field that a scheduler or a disruption controller reads. Adapters translate into these; no
 * foreign model crosses this border.
 */
@NullMarked
package io.evenkeel.model;

import org.jspecify.annotations.NullMarked;
