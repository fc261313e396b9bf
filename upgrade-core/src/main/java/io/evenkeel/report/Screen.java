package io.evenkeel.report;

import java.io.Flushable;
import java.io.IOException;
import java.util.List;

/** Lines that stay, and below them a block that is drawn again and again. */
final class Screen {
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String CLEAR_REST = "\u001b[J";

  private final Appendable out;
  private int drawn;
  private boolean gone;

  Screen(Appendable out) {
    this.out = out;
  }

  /** Prints a line that stays; the block must be drawn again after it. */
  void print(String line) {
    write(eraseBlock() + line + "\n");
    drawn = 0;
  }

  /** Draws the block in place of the one that was drawn last. */
  void draw(List<String> block) {
    write(eraseBlock() + NO_WRAP + String.join("\n", block) + (block.isEmpty() ? "" : "\n") + WRAP);
    drawn = block.size();
  }

  private String eraseBlock() {
    return drawn == 0 ? "" : "\u001b[" + drawn + "A\r" + CLEAR_REST;
  }

  /** A reader who has left, as of a pipe, must not disturb the run. */
  private void write(String text) {
    if (gone) {
      return;
    }
    try {
      out.append(text);
      if (out instanceof Flushable flushable) {
        flushable.flush();
      }
    } catch (IOException readerLeft) {
      gone = true;
    }
  }
}
