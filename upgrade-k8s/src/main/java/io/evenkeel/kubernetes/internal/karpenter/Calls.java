package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Answers;
import io.evenkeel.kubernetes.internal.ApiConnection;
import io.evenkeel.kubernetes.internal.ApiReplyException;
import io.evenkeel.kubernetes.internal.ApiRequest;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.kubernetes.internal.Reads;
import io.evenkeel.kubernetes.internal.Reply;
import io.evenkeel.spi.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads and writes objects as JSON. A read is paced and repeated where that helps, a write is sent
 * once.
 */
final class Calls {
  private static final String PAGE = "500";
  private static final int GONE = 410;

  private final ApiConnection connection;
  private final Reads reads;

  Calls(ApiConnection connection, Reads reads) {
    this.connection = connection;
    this.reads = reads;
  }

  /** Returns what the work returns, or what stopped it. */
  static <T> Answer<T> answer(Supplier<T> work) {
    try {
      return Answer.ok(work.get());
    } catch (StoppedException stopped) {
      return stopped.problem().as();
    }
  }

  /** Returns one object, empty where there is none of that name. */
  Optional<JsonObject> find(Kind kind, String path) {
    return ask(kind, path).map(Reply::json);
  }

  /** Returns the answer that holds one object, empty where there is none of that name. */
  Optional<Reply> ask(Kind kind, String path) {
    try {
      return Optional.of(reads.read(ApiRequest.get(path)));
    } catch (ApiReplyException answered) {
      if (answered.reply().code() == 404) {
        return Optional.empty();
      }
      throw stopped(answered.reply(), "get " + kind.fullName());
    } catch (IOException failed) {
      throw new StoppedException(Answers.unknown(connection.address(), failed));
    }
  }

  /**
   * Returns all objects at the path that the selection chooses; where the snapshot behind the pages
   * has expired, once more from the start.
   */
  List<JsonObject> list(Kind kind, String path, Selection selection) {
    try {
      return pages(kind, path, selection);
    } catch (ApiReplyException expired) {
      return again(kind, path, selection);
    }
  }

  private List<JsonObject> again(Kind kind, String path, Selection selection) {
    try {
      return pages(kind, path, selection);
    } catch (ApiReplyException expiredAgain) {
      throw new StoppedException(new Answer.Unknown<>(expiredAgain.reply().because()));
    }
  }

  private List<JsonObject> pages(Kind kind, String path, Selection selection) {
    List<JsonObject> items = new ArrayList<>();
    String next = "";
    do {
      JsonObject page = page(kind, selection.of(path).with("limit", PAGE), next);
      items.addAll(Json.objects(page, "items"));
      next = Json.text(Json.object(page, "metadata"), "continue", "");
    } while (!next.isEmpty());
    return items;
  }

  private JsonObject page(Kind kind, ApiRequest request, String next) {
    try {
      return reads.read(next.isEmpty() ? request : request.with("continue", next)).json();
    } catch (ApiReplyException answered) {
      if (answered.reply().code() == GONE && !next.isEmpty()) {
        throw answered;
      }
      throw stopped(answered.reply(), "list " + kind.fullName());
    } catch (IOException failed) {
      throw new StoppedException(Answers.unknown(connection.address(), failed));
    }
  }

  /** Sends a write once and returns the reply, a good one or not. */
  Reply send(ApiRequest request) {
    try {
      return connection.call(request);
    } catch (IOException failed) {
      throw new StoppedException(Answers.unknown(connection.address(), failed));
    }
  }

  /** Returns the failure that a reply stands for. */
  static StoppedException stopped(Reply reply, String permission) {
    return new StoppedException(Answers.problem(reply, permission));
  }
}
