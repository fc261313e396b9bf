package io.evenkeel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that understands as much as the display uses, and tells what a reader sees. */
final class TerminalScreen implements Appendable {
  private static final Pattern UP = Pattern.compile("\u001b\\[(\\d+)A\r\u001b\\[J");

  private final List<String> lines = new ArrayList<>();

  @Override
  public Appendable append(CharSequence text) {
    Matcher up = UP.matcher(text);
    String rest = text.toString();
    if (up.lookingAt()) {
      int kept = lines.size() - Integer.parseInt(up.group(1));
      lines.subList(kept, lines.size()).clear();
      rest = rest.substring(up.end());
    }
    rest.replaceAll("\u001b\\[\\?7[lh]", "").lines().forEach(lines::add);
    return this;
  }

  @Override
  public Appendable append(CharSequence text, int start, int end) {
    return append(text.subSequence(start, end));
  }

  @Override
  public Appendable append(char c) {
    return append(String.valueOf(c));
  }

  String shown() {
    return String.join("\n", lines) + "\n";
  }
}
