package io.evenkeel.campaign.internal.faults;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.Timeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What befalls calls about a node pool, each for a while. */
public final class PoolCalls {
  private static final List<String> READS =
      List.of("observe", "inspect", "resolve", "progress", "verify");
  private static final Duration CALL = Duration.ofMillis(5);

  private final Timeline time;
  private final List<Spell> spells = new ArrayList<>();

  /** What is wrong with a call. */
  enum Trouble {
    THROTTLED,
    UNAUTHENTICATED,
    /** It takes effect, and nobody hears so. */
    ANSWER_LOST,
    /** It is confirmed and has no effect. */
    NO_EFFECT,
    LATE
  }

  private record Spell(Duration until, Trouble trouble, Duration delay, Runnable strikes) {}

  public PoolCalls(Timeline time) {
    this.time = time;
  }

  /** Lets that befall calls for such a time, and tells each time that it does. */
  void during(Duration span, Trouble trouble, Duration delay, Runnable strikes) {
    spells.add(new Spell(time.elapsed().plus(span), trouble, delay, strikes));
  }

  /** Returns the provider, with what befalls its calls. */
  public NodePoolProvider over(NodePoolProvider honest) {
    return (NodePoolProvider)
        Proxy.newProxyInstance(
            NodePoolProvider.class.getClassLoader(),
            new Class<?>[] {NodePoolProvider.class},
            (proxy, method, arguments) -> call(honest, method, arguments));
  }

  private Object call(NodePoolProvider honest, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Optional<Spell> spell =
        spells.stream()
            .filter(one -> one.until().compareTo(time.elapsed()) > 0)
            .filter(one -> befalls(one.trouble(), method))
            .findFirst();
    if (spell.isEmpty()) {
      return invoke(honest, method, arguments);
    }
    spell.get().strikes().run();
    return switch (spell.get().trouble()) {
      case THROTTLED ->
          after(CALL, new Answer.Throttled<>(Duration.ofSeconds(2), "too many requests"));
      case UNAUTHENTICATED -> after(CALL, new Answer.Unauthenticated<>("the token has expired"));
      case NO_EFFECT -> after(CALL, Answer.done());
      case ANSWER_LOST -> {
        invoke(honest, method, arguments);
        yield after(Duration.ofSeconds(1), new Answer.Unknown<>("the connection was reset"));
      }
      case LATE ->
          later(spell.get().delay(), (CompletionStage<?>) invoke(honest, method, arguments));
    };
  }

  private static boolean befalls(Trouble trouble, Method method) {
    boolean call = CompletionStage.class.isAssignableFrom(method.getReturnType());
    boolean read = READS.contains(method.getName());
    return call
        && switch (trouble) {
          case THROTTLED, UNAUTHENTICATED, LATE -> true;
          case ANSWER_LOST -> !read;
          case NO_EFFECT -> !read && !method.getName().equals("start");
        };
  }

  private static Object invoke(Object honest, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(honest, arguments == null ? new Object[0] : arguments);
    } catch (InvocationTargetException fault) {
      throw fault.getCause();
    }
  }

  private CompletionStage<Object> after(Duration delay, Object answer) {
    CompletableFuture<Object> answered = new CompletableFuture<>();
    time.schedule(delay, () -> answered.complete(answer));
    return answered;
  }

  private CompletionStage<Object> later(Duration delay, CompletionStage<?> answer) {
    CompletableFuture<Object> answered = new CompletableFuture<>();
    answer.whenComplete((value, fault) -> time.schedule(delay, () -> answered.complete(value)));
    return answered;
  }
}
