package io.evenkeel.aws.simulated.internal;

import java.util.List;
import java.util.Optional;

/** Part of a list, and the token that the next part is asked with. */
record Page<T>(List<T> items, Optional<String> next) {

  private static final String TOKEN = "from-";

  static <T> Page<T> of(List<T> all, Optional<String> token, int size) {
    int from = Math.min(token.map(Page::start).orElse(0), all.size());
    int to = Math.min(all.size(), from + size);
    return new Page<>(
        all.subList(from, to), to < all.size() ? Optional.of(TOKEN + to) : Optional.empty());
  }

  static boolean isToken(String text) {
    return text.matches(TOKEN + "\\d{1,9}");
  }

  private static int start(String token) {
    try {
      return Integer.parseInt(token.substring(TOKEN.length()));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new AwsError(400, "InvalidNextToken", "The token " + token + " is not valid.");
    }
  }
}
