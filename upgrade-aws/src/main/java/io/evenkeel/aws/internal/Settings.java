package io.evenkeel.aws.internal;

import io.evenkeel.aws.Architecture;
import io.evenkeel.aws.ImageFamily;
import java.util.Optional;

/** What the user has said about all groups, instead of leaving it to be found out. */
public record Settings(
    Optional<String> cluster, Optional<ImageFamily> family, Optional<Architecture> architecture) {}
