package io.evenkeel.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** Ports between the engine and the oracle that do something else than the engine has asked for. */
final class Broken {
  private Broken() {}

  /** What becomes of one call; empty to pass it on as it is. */
  interface Rule {
    Optional<Object> instead(String method, Object[] arguments);
  }

  static <T> T port(Class<T> port, T honest, Rule rule) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              Optional<Object> instead = rule.instead(method.getName(), given);
              if (instead.isPresent()) {
                return instead.get();
              }
              try {
                return method.invoke(honest, given);
              } catch (InvocationTargetException fault) {
                throw fault.getCause();
              }
            }));
  }
}
