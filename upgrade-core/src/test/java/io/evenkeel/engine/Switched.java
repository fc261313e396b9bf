package io.evenkeel.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Ports that behave for a while, and ports whose stages are not what they seem. */
final class Switched {
  private Switched() {}

  /** Returns a port that is the second one whenever that holds, else the first. */
  static <T> T between(Class<T> port, T first, T second, BooleanSupplier switched) {
    return proxy(
        port,
        (method, arguments) ->
            SeenThrough.invoke(method, switched.getAsBoolean() ? second : first, arguments));
  }

  /** Returns a port of which that method's stages are made into others. */
  static <T> T seen(Class<T> port, T honest, String name, UnaryOperator<CompletionStage<?>> made) {
    return proxy(
        port,
        (method, arguments) -> {
          Object answer = SeenThrough.invoke(method, honest, arguments);
          return method.getName().equals(name) ? made.apply((CompletionStage<?>) answer) : answer;
        });
  }

  private interface Calls {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> port, Calls calls) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> calls.call(method, arguments)));
  }
}
