package uk.firstbell.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.firstbell.domain.model.Content;
import uk.firstbell.wire.json.ContentJson;

/**
 * What the people outside were promised, {@code events/openapi/firstbell.v1.yaml}: every answer a
 * handler gives in a test is held against the operation that was asked.
 */
public final class Contract {
  private static final Content.Group API = read("/openapi/firstbell.v1.yaml");
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Contract() {}

  /**
   * Calls a handler as API Gateway does, and proves that the answer is one of those promised.
   *
   * @return the bytes the handler wrote
   * @throws AssertionError if the route, the status, the media type or the body is not declared
   */
  public static byte[] answer(RequestStreamHandler handler, InputStream event) {
    byte[] asked = bytes(event);
    byte[] written = Invocation.of(handler, new ByteArrayInputStream(asked));
    Content.Group request = object(asked);
    holds(
        request.text("httpMethod").orElseThrow(),
        request.text("resource").orElseThrow(),
        Said.read(written));
    return written;
  }

  /** Proves that {@code said} is an answer that the operation declares. */
  static void holds(String method, String route, Said said) {
    String asked = method + " " + route;
    Content.Group responses =
        in(API, "paths")
            .group(route)
            .flatMap(path -> path.group(method.toLowerCase(Locale.ROOT)))
            .flatMap(operation -> operation.group("responses"))
            .orElseThrow(() -> new AssertionError(asked + " is not in the contract"));
    Content.Group response =
        responses
            .group(Integer.toString(said.status()))
            .or(() -> responses.group(said.status() / 100 + "XX"))
            .map(Contract::resolved)
            .orElseThrow(() -> new AssertionError(asked + " may not answer " + said.status()));
    Optional<Content.Group> content = response.group("content");
    if (content.isEmpty()) {
      assertThat(said.body()).as("%s answers %s without a body", asked, said.status()).isEmpty();
      return;
    }
    String type = said.header("Content-Type");
    Content.Group schema =
        content
            .get()
            .group(type)
            .map(media -> in(media, "schema"))
            .orElseThrow(() ->
                new AssertionError(
                    asked + " may not answer " + said.status() + " with '" + type + "'"));
    if (type.endsWith("json")) {
      assertThat(faults(schema, said.text()))
          .as("%s answers %s with %s", asked, said.status(), said.text())
          .isEmpty();
    }
    if (type.equals("application/problem+json")) {
      assertThat(said.json().whole("status"))
          .as("a problem's status")
          .contains((long) said.status());
    }
  }

  private static List<Error> faults(Content.Group schema, String body) {
    // A schema's references point into the contract, so they are resolved beside its components.
    Content.Group whole = schema.with("components", in(API, "components"));
    return SCHEMAS
        .getSchema(new String(ContentJson.bytes(whole), UTF_8), InputFormat.JSON)
        .validate(
            body,
            InputFormat.JSON,
            run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static Content.Group resolved(Content.Group response) {
    return response
        .text("$ref")
        .map(reference -> reference.replace("#/components/responses/", ""))
        .map(name -> in(in(in(API, "components"), "responses"), name))
        .orElse(response);
  }

  private static Content.Group in(Content.Group group, String name) {
    return group
        .group(name)
        .orElseThrow(() -> new IllegalStateException("the contract has no " + name));
  }

  private static Content.Group object(byte[] json) {
    if (ContentJson.read(json, json.length)
        instanceof ContentJson.Reading.Understood(Content.Group group)) {
      return group;
    }
    throw new IllegalStateException("an event is not one JSON object");
  }

  private static byte[] bytes(InputStream event) {
    try (event) {
      return event.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("an event cannot be read", unreadable);
    }
  }

  private static Content.Group read(String resource) {
    try (InputStream yaml = Contract.class.getResourceAsStream(resource)) {
      if (ContentJson.content(new YAMLMapper().readTree(requireNonNull(yaml)))
          instanceof Content.Group api) {
        return api;
      }
      throw new IllegalStateException("the contract is not one object");
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the contract cannot be read", unreadable);
    }
  }
}
