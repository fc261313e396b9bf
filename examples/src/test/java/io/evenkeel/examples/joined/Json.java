package io.evenkeel.examples.joined;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Reads JSON along paths; what is not there reads as empty. */
final class Json {
  private Json() {}

  static JsonObject parse(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  static String text(JsonObject object, String... path) {
    JsonElement found = at(object, path);
    return found.isJsonPrimitive() ? found.getAsString() : "";
  }

  static JsonObject object(JsonObject object, String... path) {
    JsonElement found = at(object, path);
    return found.isJsonObject() ? found.getAsJsonObject() : new JsonObject();
  }

  static List<JsonObject> objects(JsonObject object, String... path) {
    JsonElement found = at(object, path);
    JsonArray array = found.isJsonArray() ? found.getAsJsonArray() : new JsonArray();
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** Returns an object of strings, such as labels. */
  static TreeMap<String, String> strings(JsonObject object, String... path) {
    TreeMap<String, String> strings = new TreeMap<>();
    object(object, path)
        .entrySet()
        .forEach(entry -> strings.put(entry.getKey(), entry.getValue().getAsString()));
    return strings;
  }

  private static JsonElement at(JsonObject object, String... path) {
    JsonElement here = object;
    for (String name : path) {
      if (!here.isJsonObject() || !here.getAsJsonObject().has(name)) {
        return new JsonObject();
      }
      here = here.getAsJsonObject().get(name);
    }
    return here;
  }
}
