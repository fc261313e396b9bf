package io.evenkeel.aws.simulated.internal;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes the little XML that the Query protocols need. */
final class Xml {

  private final StringBuilder text = new StringBuilder();

  static String document(String root, String namespace, Consumer<Xml> content) {
    Xml xml = new Xml();
    xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(root);
    if (!namespace.isEmpty()) {
      xml.text.append(" xmlns=\"").append(namespace).append('"');
    }
    xml.text.append('>');
    content.accept(xml);
    xml.text.append("</").append(root).append('>');
    return xml.text.toString();
  }

  Xml element(String name, Consumer<Xml> content) {
    text.append('<').append(name).append('>');
    content.accept(this);
    text.append("</").append(name).append('>');
    return this;
  }

  Xml value(String name, Object value) {
    return element(name, xml -> xml.escape(String.valueOf(value)));
  }

  <T> Xml list(String name, String item, Iterable<T> values, BiConsumer<Xml, T> each) {
    return element(
        name,
        list -> {
          for (T value : values) {
            list.element(item, xml -> each.accept(xml, value));
          }
        });
  }

  /** Writes the text of the element that is open. */
  void escape(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> text.append(c);
      }
    }
  }
}
