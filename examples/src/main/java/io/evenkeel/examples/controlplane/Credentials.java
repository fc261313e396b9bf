package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens of the users and the key of the service accounts, made anew for each start and readable by
 * their owner only.
 */
final class Credentials {

  static final String ADMIN = "admin";

  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final Path tokenFile;
  private final Path serviceAccountKey;

  private Credentials(Path folder) {
    this.tokenFile = folder.resolve("tokens.csv");
    this.serviceAccountKey = folder.resolve("service-accounts.pem");
  }

  /** Writes the credentials of the administrator and of the users into the folder. */
  static Credentials write(Path folder, List<ControlPlaneUser> users) throws IOException {
    Credentials credentials = new Credentials(folder);
    StringBuilder lines = new StringBuilder(credentials.line(ADMIN, ",\"system:masters\""));
    users.forEach(user -> lines.append(credentials.line(user.name(), "")));
    writePrivately(credentials.tokenFile, lines.toString());
    writePrivately(credentials.serviceAccountKey, privateKey());
    return credentials;
  }

  private String line(String user, String groups) {
    String token = randomToken();
    if (tokens.put(user, token) != null) {
      throw new IllegalArgumentException("There are two users with the name " + user + ".");
    }
    return token + "," + user + "," + user + groups + "\n";
  }

  String token(String user) {
    return tokens.getOrDefault(known(user), "");
  }

  /** Returns the user's name, or throws when there is no such user. */
  String known(String user) {
    if (!tokens.containsKey(user)) {
      throw new IllegalArgumentException(
          "There is no user \"" + user + "\"; there are: " + tokens.keySet());
    }
    return user;
  }

  List<String> users() {
    return List.copyOf(tokens.keySet());
  }

  Path tokenFile() {
    return tokenFile;
  }

  Path serviceAccountKey() {
    return serviceAccountKey;
  }

  static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }

  private static String randomToken() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
      String text = Base64.getMimeEncoder(64, newline).encodeToString(key);
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has RSA.", e);
    }
  }
}
