package io.evenkeel.report;

/** How a piece of text looks on a terminal with colors. */
enum Style {
  PLAIN(""),
  BOLD("1"),
  FAINT("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String paint(Terminal terminal, String text) {
    return terminal.colors() == Terminal.Colors.NONE || this == PLAIN || text.isEmpty()
        ? text
        : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
