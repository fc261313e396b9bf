package io.evenkeel.examples.cli;

import io.evenkeel.NodeSelector;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which nodes are to be replaced. */
final class SelectionArguments {
  @Option(
      names = "--select",
      paramLabel = "TERMS",
      converter = Values.ForSelector.class,
      description = {
        "Nodes to replace: outdated (the default), all, older-than:21d, aged-between:14d-20d,"
            + " zone:NAME, label:KEY=VALUE. A plus sign between terms means that all must hold; of"
            + " several --select any."
      })
  private List<NodeSelector> selectors = new ArrayList<>();

  NodeSelector selector() {
    return selectors.stream().reduce(NodeSelector::or).orElseGet(NodeSelector::outdated);
  }
}
