package io.evenkeel.report;

import java.io.Console;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.util.Locale;

/**
 * What the other end of a stream can show.
 *
 * @param columns how wide it is; longer lines are cut in the part that is redrawn
 */
public record Terminal(Kind kind, Colors colors, Glyphs glyphs, int columns) {

  /** Whether lines that were printed can be drawn again. */
  public enum Kind {
    /** A file or a pipe: every line stays. */
    LINES,
    /** A terminal that understands ANSI sequences. */
    LIVE
  }

  /** Whether colors help. */
  public enum Colors {
    NONE,
    ANSI
  }

  /** Which characters can be shown. */
  public enum Glyphs {
    ASCII,
    UNICODE
  }

  private static final int USUAL_COLUMNS = 80;

  /** Returns a file or a pipe: plain ASCII lines. */
  public static Terminal lines() {
    return new Terminal(Kind.LINES, Colors.NONE, Glyphs.ASCII, USUAL_COLUMNS);
  }

  /** Returns a terminal with colors and Unicode, of that width. */
  public static Terminal live(int columns) {
    return new Terminal(Kind.LIVE, Colors.ANSI, Glyphs.UNICODE, columns);
  }

  /**
   * Looks at the standard streams of this process and the variables {@code TERM}, {@code NO_COLOR}
   * and {@code COLUMNS}. A process whose input or output is no terminal gets {@link #lines()}.
   */
  public static Terminal detected() {
    if (!interactive() || "dumb".equals(System.getenv("TERM"))) {
      return lines();
    }
    return new Terminal(
        Kind.LIVE,
        System.getenv("NO_COLOR") == null ? Colors.ANSI : Colors.NONE,
        unicode() ? Glyphs.UNICODE : Glyphs.ASCII,
        columnsFrom(System.getenv().getOrDefault("COLUMNS", "")));
  }

  public boolean live() {
    return kind == Kind.LIVE;
  }

  private static boolean interactive() {
    Console console = System.console();
    return console != null && console.writer() != null && isTerminal(console);
  }

  /** Since JDK 22 there is a console without a terminal, too; only the newer method tells. */
  private static boolean isTerminal(Console console) {
    try {
      Method newer = Console.class.getMethod("isTerminal");
      return Boolean.TRUE.equals(newer.invoke(console));
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  private static boolean unicode() {
    String encoding =
        System.getProperty(
            "stdout.encoding",
            System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
    return encoding.toUpperCase(Locale.ROOT).startsWith("UTF");
  }

  private static int columnsFrom(String variable) {
    try {
      return Math.max(40, Integer.parseInt(variable));
    } catch (NumberFormatException unset) {
      return USUAL_COLUMNS;
    }
  }
}
