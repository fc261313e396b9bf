package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.spi.Answer;
import java.io.IOException;

/** Reads which version the API server speaks; an emulated one counts, since it decides. */
final class ServerVersion {
  private final ApiConnection connection;
  private final Reads reads;

  ServerVersion(ApiConnection connection, Reads reads) {
    this.connection = connection;
    this.reads = reads;
  }

  Answer<String> read() {
    try {
      JsonObject version = reads.read(ApiRequest.get("/version")).json();
      String major = Json.text(version, "emulationMajor", Json.text(version, "major", ""));
      String minor = Json.text(version, "emulationMinor", Json.text(version, "minor", ""));
      return Answer.ok(digits(major) + "." + digits(minor));
    } catch (ApiReplyException answered) {
      return Answers.problem(answered.reply(), "get /version");
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  /** Vendors append a plus sign. */
  private static String digits(String number) {
    return number.replaceAll("[^0-9].*", "");
  }
}
