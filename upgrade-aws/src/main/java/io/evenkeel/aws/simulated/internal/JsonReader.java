package io.evenkeel.aws.simulated.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the small JSON bodies of requests into maps, lists, strings, numbers and booleans. */
final class JsonReader {

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** Returns the object that the body holds; an empty body is an empty object. */
  @SuppressWarnings("unchecked") // an object is always read into such a map
  static Map<String, Object> object(String body) {
    if (body.isBlank()) {
      return new LinkedHashMap<>();
    }
    try {
      return (Map<String, Object>) new JsonReader(body).value();
    } catch (ClassCastException | IndexOutOfBoundsException | NumberFormatException e) {
      throw malformed("it is not a JSON object");
    }
  }

  private static AwsError malformed(String why) {
    return new AwsError(400, "SerializationException", "The body cannot be read: " + why + ".");
  }

  private Object value() {
    char c = peek();
    return switch (c) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> string();
      default -> literal();
    };
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    while (peek() != '}') {
      String name = string();
      expect(':');
      members.put(name, value());
      skipComma();
    }
    at++;
    return members;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    at++;
    while (peek() != ']') {
      elements.add(value());
      skipComma();
    }
    at++;
    return elements;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      out.append(c == '\\' ? escaped() : c);
    }
    return out.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private Object literal() {
    int start = at;
    while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> "";
      default -> Double.valueOf(word);
    };
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed("expected " + wanted + " at position " + at);
    }
    at++;
  }

  private void skipComma() {
    if (peek() == ',') {
      at++;
    }
  }
}
