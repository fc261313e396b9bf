package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Lists one kind page by page; of each object only what the model needs is kept. */
final class Lister {
  private static final int GONE = 410;

  private final Reads reads;
  private final ObjectReader reader;
  private final int pageSize;

  Lister(Reads reads, ObjectReader reader, int pageSize) {
    this.reads = reads;
    this.reader = reader;
    this.pageSize = pageSize;
  }

  /** All objects of one kind, and the version from which a watch goes on. */
  record Listing(List<Item> items, String version) {}

  /**
   * Lists everything; where the snapshot behind the pages has expired, once more from the start.
   */
  Listing list(Resource resource) throws IOException {
    try {
      return pages(resource);
    } catch (ApiReplyException answered) {
      if (answered.reply().code() == GONE) {
        return pages(resource);
      }
      throw answered;
    }
  }

  private Listing pages(Resource resource) throws IOException {
    List<Item> items = new ArrayList<>();
    Page page = new Page();
    do {
      ApiRequest request =
          ApiRequest.get(resource.path()).with("limit", Integer.toString(pageSize));
      String token = page.next;
      page = page(resource, token.isEmpty() ? request : request.with("continue", token), items);
    } while (!page.next.isEmpty());
    return new Listing(items, page.version);
  }

  private Page page(Resource resource, ApiRequest request, List<Item> items) throws IOException {
    Page page = new Page();
    JsonReader json = new JsonReader(new StringReader(reads.read(request).body()));
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "metadata" -> page.readMetadata(json);
        case "items" -> readItems(resource, json, items);
        default -> json.skipValue();
      }
    }
    return page;
  }

  private void readItems(Resource resource, JsonReader json, List<Item> items) throws IOException {
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return;
    }
    json.beginArray();
    while (json.hasNext()) {
      JsonElement element = JsonParser.parseReader(json);
      if (element instanceof JsonObject object) {
        items.add(reader.read(resource, object));
      }
    }
    json.endArray();
  }

  /** What a page tells besides its objects. */
  private static final class Page {
    private String version = "";
    private String next = "";

    private void readMetadata(JsonReader json) {
      if (JsonParser.parseReader(json) instanceof JsonObject metadata) {
        version = Json.text(metadata, "resourceVersion", "");
        next = Json.text(metadata, "continue", "");
      }
    }
  }
}
