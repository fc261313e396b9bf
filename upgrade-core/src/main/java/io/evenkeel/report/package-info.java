/**
 * What people read: live progress on a terminal, tables of nodes, summaries and findings. Callers
 * pass the stream; nothing here prints anywhere else.
 */
@NullMarked
package io.evenkeel.report;

import org.jspecify.annotations.NullMarked;
