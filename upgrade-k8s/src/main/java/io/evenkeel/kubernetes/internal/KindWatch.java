package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one kind in view on its own thread: lists it, watches from there, goes on where a watch
 * ended, and lists anew where the server no longer knows that place.
 */
final class KindWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);
  private static final int GONE = 410;
  private static final int RELIST_AFTER = 5;

  private final Resource resource;
  private final ApiConnection connection;
  private final Lister lister;
  private final ObjectReader reader;
  private final Pacing pacing;
  private final Feed feed;
  private final CountDownLatch closed;
  private final Backoff backoff;
  private final AtomicReference<@Nullable Call> running = new AtomicReference<>();

  private String version = "";
  private boolean seen;
  private boolean troubled;

  KindWatch(
      Resource resource,
      ApiConnection connection,
      Lister lister,
      ObjectReader reader,
      Pacing pacing,
      Feed feed,
      CountDownLatch closed) {
    this.resource = resource;
    this.connection = connection;
    this.lister = lister;
    this.reader = reader;
    this.pacing = pacing;
    this.feed = feed;
    this.closed = closed;
    this.backoff = new Backoff(pacing.firstBackoff(), pacing.longestBackoff(), closed);
  }

  @Override
  public void run() {
    try {
      while (goesOn() && step()) {}
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cancels what is under way, from another thread. */
  void cancel() {
    Optional.ofNullable(running.get()).ifPresent(Call::cancel);
  }

  private boolean goesOn() {
    return closed.getCount() > 0 && !Thread.currentThread().isInterrupted();
  }

  /** Does one thing, a list or one watch; returns false when there is nothing more to do. */
  private boolean step() throws InterruptedException {
    try {
      if (version.isEmpty()) {
        list();
      } else {
        watch();
      }
      return true;
    } catch (ApiReplyException answered) {
      return answeredOtherwise(answered.reply());
    } catch (IOException | JsonParseException | IllegalStateException broken) {
      return failed(broken);
    }
  }

  private void list() throws IOException, InterruptedException {
    feed.report(new Report.Listing(resource));
    Lister.Listing listing = lister.list(resource);
    version = listing.version().isEmpty() ? "0" : listing.version();
    backoff.reset();
    troubled = false;
    feed.report(new Report.Listed(resource, listing.items()));
  }

  private void watch() throws IOException, InterruptedException {
    int seconds = pacing.watchSeconds();
    int scattered = seconds + ThreadLocalRandom.current().nextInt(seconds / 2 + 1);
    Call call = WatchStream.prepare(connection, resource, version, scattered);
    running.set(call);
    if (!goesOn()) { // closed before it could be cancelled
      return;
    }
    try (WatchStream stream = WatchStream.open(connection, resource.path(), call)) {
      seen = true;
      recovered();
      readAll(stream);
    } finally {
      running.set(null);
    }
  }

  private void readAll(WatchStream stream) throws IOException, InterruptedException {
    boolean empty = true;
    Optional<JsonObject> event = stream.next();
    while (event.isPresent() && !version.isEmpty()) {
      empty = false;
      backoff.reset();
      take(event.get());
      event = version.isEmpty() ? Optional.empty() : stream.next();
    }
    if (empty && goesOn()) { // never spin where a proxy ends every stream at once
      backoff.failed();
    }
  }

  private void take(JsonObject event) throws IOException, InterruptedException {
    JsonObject object = Json.object(event, "object");
    String type = Json.text(event, "type", "");
    if (type.equals("ERROR")) {
      error(object);
      return;
    }
    String newer = Json.text(Json.object(object, "metadata"), "resourceVersion", "");
    switch (type) {
      case "ADDED", "MODIFIED" -> feed.report(new Report.Applied(reader.read(resource, object)));
      case "DELETED" -> feed.report(new Report.Deleted(reader.read(resource, object)));
      default -> {} // a bookmark, or something that this version does not know
    }
    version = newer.isEmpty() ? version : newer;
  }

  private void error(JsonObject status) throws IOException {
    if (Json.number(status, "code", 0) == GONE) {
      version = "";
      return;
    }
    throw new IOException("the watch ended: " + Json.text(status, "message", "no reason given"));
  }

  private void recovered() throws InterruptedException {
    if (troubled) {
      troubled = false;
      feed.report(new Report.Recovered(resource));
    }
  }

  private boolean answeredOtherwise(Reply reply) throws InterruptedException {
    boolean first = !seen && !feed.everSynced();
    return switch (reply.code()) {
      case GONE -> {
        version = "";
        yield true;
      }
      case 401 -> first ? giveUp(Remedies.unauthorized(connection.address(), reply)) : later(reply);
      case 403, 404 -> notServed(reply, first || !seen);
      default -> later(reply);
    };
  }

  private boolean notServed(Reply reply, boolean first) throws InterruptedException {
    if (!first) {
      return later(reply);
    }
    if (resource.required()) {
      return giveUp(Remedies.notServed(resource, reply));
    }
    LOG.warn("Going on without {}: {}", resource.fullName(), reply.because());
    feed.report(new Report.Listed(resource, List.of()));
    return false;
  }

  private boolean giveUp(Report.GivenUp report) throws InterruptedException {
    feed.report(report);
    return false;
  }

  private boolean later(Reply reply) throws InterruptedException {
    return failed(new IOException("the API server answered: " + reply.because()));
  }

  private boolean failed(Exception failure) throws InterruptedException {
    if (!goesOn()) {
      return false;
    }
    LOG.debug("Watching {} failed: {}", resource.fullName(), failure.getMessage());
    if (!feed.everSynced() && hopeless(failure)) {
      return giveUp(Remedies.unreachable(connection.address(), failure));
    }
    boolean goOn = backoff.failed();
    if (backoff.failures() >= pacing.troubledAfter() && !troubled) {
      troubled = true;
      feed.report(new Report.Troubled(resource, Remedies.because(connection.address(), failure)));
    }
    if (backoff.failures() >= RELIST_AFTER) {
      version = "";
    }
    return goOn;
  }

  private boolean hopeless(Exception failure) {
    return (failure instanceof IOException io && Failures.isFinal(io))
        || backoff.failures() + 1 >= pacing.giveUpAfter();
  }
}
