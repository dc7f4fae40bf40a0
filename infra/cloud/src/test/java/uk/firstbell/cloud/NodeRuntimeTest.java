package uk.firstbell.cloud;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeRuntimeTest {
  @Test
  void a_missing_node_is_named_together_with_what_to_install() {
    assertThatIllegalStateException()
        .isThrownBy(() -> NodeRuntime.require(Map.of("JSII_NODE", "no-such-node")))
        .withMessageStartingWith("Node.js is missing")
        .withMessageContaining("install Node.js 20 or newer");

    assertThatCode(() -> NodeRuntime.require(System.getenv())).doesNotThrowAnyException();
  }
}
