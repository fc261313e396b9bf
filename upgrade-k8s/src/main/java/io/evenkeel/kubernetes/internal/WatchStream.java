package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;

/** One watch request, line by line. It ends when the server ends it; another thread may cancel. */
final class WatchStream implements AutoCloseable {
  private final Response response;

  private WatchStream(Response response) {
    this.response = response;
  }

  /** Prepares the call, so that its owner can cancel it while it runs. */
  static Call prepare(
      ApiConnection connection, Resource resource, String version, int timeoutSeconds)
      throws IOException {
    ApiRequest from =
        ApiRequest.get(resource.path())
            .with("allowWatchBookmarks", "true")
            .with("resourceVersion", version);
    return prepare(connection, from, timeoutSeconds);
  }

  /** Prepares a call that watches what the request would list. */
  static Call prepare(ApiConnection connection, ApiRequest listed, int timeoutSeconds)
      throws IOException {
    Call call =
        connection.prepare(
            listed.with("watch", "true").with("timeoutSeconds", Integer.toString(timeoutSeconds)));
    // The server ends the stream in time; this is for a line that has died silently.
    call.timeout().timeout(timeoutSeconds + 30L, TimeUnit.SECONDS);
    return call;
  }

  /**
   * Opens it.
   *
   * @throws ApiReplyException where the server does not let us watch
   */
  static WatchStream open(ApiConnection connection, String path, Call call) throws IOException {
    Response response = connection.send(call);
    if (response.isSuccessful()) {
      return new WatchStream(response);
    }
    try (response) {
      throw new ApiReplyException(
          ApiRequest.get(path).with("watch", "true"), ApiConnection.reply(response));
    }
  }

  /** Waits for the next event; empty when the stream has ended. */
  Optional<JsonObject> next() throws IOException {
    BufferedSource source = response.body().source();
    while (!source.exhausted()) {
      String line = source.readUtf8LineStrict().strip();
      if (!line.isEmpty()) {
        return Optional.of(Json.parse(line));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    response.close();
  }
}
