package io.evenkeel.examples.joined;

import com.google.gson.JsonObject;
import io.evenkeel.examples.controlplane.KubeApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lists one kind of object, then hears every change of it, one after another. */
final class KindWatch implements AutoCloseable {
  private final InputStream stream;
  private final BiConsumer<String, JsonObject> changes;
  private final Consumer<String> trouble;
  private volatile boolean closed;

  private KindWatch(
      InputStream stream, BiConsumer<String, JsonObject> changes, Consumer<String> trouble) {
    this.stream = stream;
    this.changes = changes;
    this.trouble = trouble;
  }

  /**
   * Hands over what is there as {@code ADDED} before it returns, and later changes as they come.
   *
   * @param trouble hears why the watch has gone blind
   */
  static KindWatch start(
      KubeApi api, String path, BiConsumer<String, JsonObject> changes, Consumer<String> trouble)
      throws IOException, InterruptedException {
    JsonObject list = Json.parse(api.get(path).orThrow());
    Json.objects(list, "items").forEach(item -> changes.accept("ADDED", item));
    String version = Json.text(list, "metadata", "resourceVersion");
    InputStream stream =
        api.watch(path + "?watch=1&timeoutSeconds=3600&resourceVersion=" + version);
    KindWatch watch = new KindWatch(stream, changes, trouble);
    Thread thread = new Thread(() -> watch.read(path), "observer " + path);
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void read(String path) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject event = Json.parse(line);
        changes.accept(Json.text(event, "type"), Json.object(event, "object"));
      }
      tell("the watch of " + path + " ended");
    } catch (IOException | RuntimeException broken) {
      tell("the watch of " + path + " broke: " + broken);
    }
  }

  private void tell(String what) {
    if (!closed) {
      trouble.accept(what);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    stream.close();
  }
}
