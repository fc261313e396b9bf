package io.evenkeel.report;

import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The few lines at the bottom of a terminal that show where a run is. */
final class LiveBlock {
  private static final int BAR = 40;

  private final Terminal terminal;

  LiveBlock(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns the lines, none as long as nothing is known to be under way. */
  List<String> lines(Progress progress) {
    return progress
        .update()
        .map(update -> lines(progress, update))
        .or(() -> progress.current().map(group -> lines(progress, group)))
        .orElse(List.of());
  }

  private List<String> lines(Progress progress, UpgradeEvent.UpdateStarted update) {
    return List.of(
        "",
        head(progress, update.subject(), update.what()),
        fit(
            Style.CYAN,
            "update   "
                + update.update()
                + ", under way for "
                + Text.words(progress.since(update.at()))),
        fit(Style.FAINT, waiting(progress)));
  }

  private List<String> lines(Progress progress, GroupProgress group) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(head(progress, group.name(), group.phase().toString()));
    lines.add("  " + bar(group));
    lines.add(fit(Style.PLAIN, counts(group)));
    lines.add(fit(Style.PLAIN, pods(progress)));
    lines.add(fit(Style.CYAN, nodes("coming", group, starting(group))));
    lines.add(fit(Style.YELLOW, nodes("leaving", group, leaving(group))));
    lines.add(fit(Style.FAINT, waiting(progress)));
    return lines;
  }

  private String head(Progress progress, String subject, String doing) {
    String clock = Text.clock(progress.elapsed());
    String name = Text.safe(subject);
    return "  "
        + Style.BOLD.paint(terminal, Text.cut(name, terminal.columns() / 2, ellipsis()))
        + "  "
        + Text.safe(doing)
        + "  "
        + Style.FAINT.paint(terminal, clock);
  }

  private String bar(GroupProgress group) {
    int total = Math.max(1, group.total());
    int done = BAR * group.replaced() / total;
    int underWay = BAR * (group.replaced() + group.underWay()) / total - done;
    boolean unicode = terminal.glyphs() == Terminal.Glyphs.UNICODE;
    return Style.GREEN.paint(terminal, (unicode ? "█" : "#").repeat(done))
        + Style.YELLOW.paint(terminal, (unicode ? "▒" : "=").repeat(underWay))
        + Style.FAINT.paint(terminal, (unicode ? "░" : ".").repeat(BAR - done - underWay))
        + "  "
        + group.replaced()
        + "/"
        + group.total();
  }

  private static String counts(GroupProgress group) {
    return "nodes    "
        + group.replaced()
        + " replaced, "
        + group.underWay()
        + " under way, "
        + group.outdated()
        + " to go; "
        + Text.count(group.present(), "instance");
  }

  private static String pods(Progress progress) {
    return "pods     "
        + progress.evictions()
        + " moved"
        + (progress.refusals() == 0 ? "" : ", " + Text.count(progress.refusals(), "refusal"));
  }

  private static List<String> starting(GroupProgress group) {
    return group.in(EnumSet.of(NodeStage.LAUNCHED, NodeStage.REGISTERED, NodeStage.READY));
  }

  private static List<String> leaving(GroupProgress group) {
    EnumSet<NodeStage> stages = EnumSet.range(NodeStage.CLOSING, NodeStage.TERMINATING);
    stages.remove(NodeStage.QUARANTINED);
    return group.in(stages);
  }

  private static String nodes(String title, GroupProgress group, List<String> names) {
    String list =
        names.stream()
            .map(node -> node + " (" + group.stageOf(node).name().toLowerCase(Locale.ROOT) + ")")
            .collect(Collectors.joining(", "));
    return String.format(Locale.ROOT, "%-9s%s", title, list.isEmpty() ? "-" : list);
  }

  private static String waiting(Progress progress) {
    return "waiting  " + (progress.waiting().isEmpty() ? "-" : progress.waiting());
  }

  private String fit(Style style, String text) {
    return "  "
        + style.paint(terminal, Text.cut(Text.safe(text), terminal.columns() - 3, ellipsis()));
  }

  private String ellipsis() {
    return terminal.glyphs() == Terminal.Glyphs.UNICODE ? "…" : "..";
  }
}
