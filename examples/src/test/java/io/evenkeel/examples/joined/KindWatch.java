package io.evenkeel.examples.joined;

import com.google.gson.JsonObject;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.KubeApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Lists one kind of object, then hears every change of it, one after another. When the watch ends
 * it lists anew, and tells what has gone meanwhile as {@code DELETED}.
 */
final class KindWatch implements AutoCloseable {
  private static final Duration LONGEST_BLINDNESS = Duration.ofSeconds(60);

  private final KubeApi api;
  private final String path;
  private final Consumer<List<Told>> changes;
  private final Consumer<String> trouble;
  private final Map<String, JsonObject> told = new TreeMap<>();
  private volatile InputStream stream = InputStream.nullInputStream();
  private volatile boolean closed;

  /** An object, and whether it is there or is {@code DELETED}. */
  record Told(String type, JsonObject object) {}

  private KindWatch(
      KubeApi api, String path, Consumer<List<Told>> changes, Consumer<String> trouble) {
    this.api = api;
    this.path = path;
    this.changes = changes;
    this.trouble = trouble;
  }

  /**
   * Hands over what is there as {@code ADDED} before it returns, and later changes as they come; a
   * list in one piece, since half of it would be a state that never was.
   *
   * @param trouble hears why the watch has gone blind for good
   */
  static KindWatch start(
      KubeApi api, String path, Consumer<List<Told>> changes, Consumer<String> trouble)
      throws IOException, InterruptedException {
    KindWatch watch = new KindWatch(api, path, changes, trouble);
    watch.list();
    Thread thread = new Thread(watch::read, "observer " + path);
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void list() throws IOException, InterruptedException {
    KubeApi.Answer answer = api.get(path);
    if (!answer.isSuccess()) {
      throw new IOException("the API server answered " + answer);
    }
    JsonObject list = Json.parse(answer.body());
    Map<String, JsonObject> gone = new TreeMap<>(told);
    List<Told> all = new ArrayList<>();
    for (JsonObject item : Json.objects(list, "items")) {
      gone.remove(uid(item));
      all.add(new Told("ADDED", item));
    }
    gone.values().forEach(item -> all.add(new Told("DELETED", item)));
    tell(all);
    String version = Json.text(list, "metadata", "resourceVersion");
    stream = api.watch(path + "?watch=1&timeoutSeconds=3600&resourceVersion=" + version);
  }

  private void read() {
    try {
      while (!closed) {
        hear();
        listAnew();
      }
    } catch (InterruptedException | RuntimeException broken) {
      if (!closed) {
        trouble.accept("the watch of " + path + " broke: " + broken);
      }
    }
  }

  private void hear() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject event = Json.parse(line);
        if (Json.text(event, "type").equals("ERROR")) {
          return;
        }
        tell(List.of(new Told(Json.text(event, "type"), Json.object(event, "object"))));
      }
    } catch (IOException ended) {
      // The API server has ended, or it has ended the watch; both end in a list.
    }
  }

  private void listAnew() throws InterruptedException {
    Await.until(
        "a list of " + path,
        LONGEST_BLINDNESS,
        () -> {
          if (!closed) {
            list();
          }
          return true;
        });
  }

  private void tell(List<Told> all) {
    for (Told one : all) {
      if (one.type().equals("DELETED")) {
        told.remove(uid(one.object()));
      } else {
        told.put(uid(one.object()), one.object());
      }
    }
    changes.accept(all);
  }

  private static String uid(JsonObject object) {
    return Json.text(object, "metadata", "uid");
  }

  @Override
  public void close() throws IOException {
    closed = true;
    stream.close();
  }
}
