package io.evenkeel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of cells, each column as wide as its widest cell, as {@code kubectl get} prints them. */
final class Columns {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();
  private final String indent;

  private Columns(String indent) {
    this.indent = indent;
  }

  static Columns indentedBy(String indent) {
    return new Columns(indent);
  }

  /** Adds a line; cells are made safe to print. */
  Columns row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(Text.safe(cell));
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row)).append('\n'));
    return text.toString();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder(indent);
    for (int column = 0; column < row.size(); column++) {
      line.append(String.format(Locale.ROOT, "%-" + width(column) + "s", row.get(column)));
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> Math.max(1, row.get(column).length()))
        .max()
        .orElse(1);
  }
}
