package io.evenkeel.examples.automode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows whose columns are as wide as their widest entry. */
final class Table {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  static Table of(String... titles) {
    return new Table().row(titles);
  }

  Table row(String... entries) {
    rows.add(List.of(entries));
    return this;
  }

  @Override
  public String toString() {
    return rows.stream().map(this::line).collect(Collectors.joining());
  }

  private String line(List<String> row) {
    String line =
        IntStream.range(0, row.size())
            .mapToObj(i -> padded(row.get(i), width(i)))
            .collect(Collectors.joining(GAP));
    return line.stripTrailing() + System.lineSeparator();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }

  private static String padded(String entry, int width) {
    return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s", entry);
  }
}
