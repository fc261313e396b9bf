package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.TemplateContent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The data of a template version: read from the flat names of a request, kept under them, and
 * written as the nested elements of an answer.
 */
final class TemplateData {

  private static final String IMAGE = "ImageId";
  private static final String TYPE = "InstanceType";

  private TemplateData() {}

  /**
   * Puts what a request says over what the source version says. As in EC2, snapshots of block
   * devices are not inherited.
   */
  static TemplateContent over(TemplateContent source, Params data) {
    Map<String, String> other = new LinkedHashMap<>();
    Set<String> given = new LinkedHashSet<>();
    data.values().keySet().forEach(name -> given.add(first(name)));
    source
        .other()
        .forEach(
            (name, value) -> {
              if (!given.contains(first(name)) && !name.endsWith(".Ebs.SnapshotId")) {
                other.put(name, value);
              }
            });
    data.values().forEach(other::put);
    other.remove(IMAGE);
    other.remove(TYPE);
    return new TemplateContent(
        data.find(IMAGE).orElse(source.image()), data.find(TYPE).orElse(source.type()), other);
  }

  static void write(Xml out, TemplateContent content) {
    if (!content.image().isEmpty()) {
      out.value("imageId", content.image());
    }
    if (!content.type().isEmpty()) {
      out.value("instanceType", content.type());
    }
    writeChildren(out, new Params(content.other()));
  }

  private static void writeChildren(Xml out, Params values) {
    Set<String> names = new LinkedHashSet<>();
    values.values().keySet().forEach(name -> names.add(first(name)));
    for (String name : names) {
      Params below = values.under(name + ".");
      if (below.values().isEmpty()) {
        out.value(lower(name), values.values().getOrDefault(name, ""));
      } else if (below.values().keySet().stream().allMatch(key -> key.matches("\\d+(\\..*)?"))) {
        out.element(lower(name) + "Set", list -> writeItems(list, below));
      } else {
        out.element(lower(name), child -> writeChildren(child, below));
      }
    }
  }

  private static void writeItems(Xml out, Params numbered) {
    Set<String> numbers = new LinkedHashSet<>();
    numbered.values().keySet().forEach(name -> numbers.add(first(name)));
    for (String number : numbers) {
      Params below = numbered.under(number + ".");
      out.element(
          "item",
          item -> {
            if (below.values().isEmpty()) {
              item.escape(numbered.values().getOrDefault(number, ""));
            } else {
              writeChildren(item, below);
            }
          });
    }
  }

  private static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
