package uk.firstbell.wire.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import uk.firstbell.domain.intake.ReportReader;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Fault;
import uk.firstbell.wire.json.ContentJson;
import uk.firstbell.wire.json.FaultCode;
import uk.firstbell.wire.json.StrictJson;

/**
 * Reads reports as JSON. The schema is chosen by {@code messageType} and {@code schemaVersion};
 * where these name no schema, that is the only fault, because nothing else can be judged.
 *
 * <p>No fault repeats anything that the sender wrote: codes and sentences are constant, and a
 * pointer holds only names that the schema itself has. An unknown name is therefore reported at the
 * object that holds it. Make one at start-up and share it; it is safe to use from several threads.
 */
public final class ReportJson implements ReportReader {
  /** V-DA-09. */
  public static final int BODY_BYTES_MAX = 65_536;

  private final Map<String, MessageSchema> schemas =
      Map.of(
          "DA_ENCOMPASS", MessageSchema.load("/schemas/da-encompass.v1.schema.json"),
          "OCSAE_CSC", MessageSchema.load("/schemas/ocsae-csc.v1.schema.json"));

  @Override
  public Reading read(byte[] body) {
    return switch (StrictJson.parse(body, BODY_BYTES_MAX)) {
      case StrictJson.Parsed.Unreadable(var fault) -> new Reading.Unreadable(fault);
      case StrictJson.Parsed.Tree(var root) -> reading(root);
    };
  }

  @Override
  public Content.Group answer(byte[] stored) {
    if (ContentJson.read(stored, stored.length)
        instanceof ContentJson.Reading.Understood(Content.Group answer)) {
      return answer;
    }
    throw new IllegalArgumentException("a stored answer is no JSON object");
  }

  private Reading reading(JsonNode root) {
    List<Fault> faults = faults(root);
    return faults.isEmpty() && ContentJson.content(root) instanceof Content.Group content
        ? new Reading.WellFormed(content)
        : new Reading.Misshapen(faults);
  }

  private List<Fault> faults(JsonNode root) {
    if (!root.isObject()) {
      return List.of(FaultCode.TYPE.at(""));
    }
    if (!root.has("messageType")) {
      return List.of(FaultCode.REQUIRED.at("/messageType"));
    }
    if (!root.path("messageType").isTextual()) {
      return List.of(FaultCode.TYPE.at("/messageType"));
    }
    MessageSchema schema = schemas.get(root.path("messageType").textValue());
    if (schema == null) {
      return List.of(FaultCode.MESSAGE_TYPE_UNKNOWN.at("/messageType"));
    }
    JsonNode version = root.path("schemaVersion");
    if (version.isTextual() && !version.textValue().equals(schema.version())) {
      return List.of(FaultCode.SCHEMA_VERSION_UNSUPPORTED.at("/schemaVersion"));
    }
    return schema.faults(root);
  }
}
