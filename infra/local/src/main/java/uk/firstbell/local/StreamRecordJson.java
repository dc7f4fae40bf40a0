package uk.firstbell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** A record of a table's stream as Lambda hands it to a function. */
final class StreamRecordJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StreamRecordJson() {}

  static ObjectNode of(Record record, String streamArn) {
    var change = JSON.objectNode();
    var said = record.dynamodb();
    if (said.approximateCreationDateTime() != null) {
      change.put(
          "ApproximateCreationDateTime", said.approximateCreationDateTime().getEpochSecond());
    }
    change.set("Keys", image(said.keys()));
    if (said.hasNewImage()) {
      change.set("NewImage", image(said.newImage()));
    }
    if (said.hasOldImage()) {
      change.set("OldImage", image(said.oldImage()));
    }
    change.put("SequenceNumber", said.sequenceNumber());
    if (said.sizeBytes() != null) {
      change.put("SizeBytes", said.sizeBytes());
    }
    change.put("StreamViewType", said.streamViewTypeAsString());
    var event = JSON.objectNode();
    event
        .put("eventID", record.eventID())
        .put("eventName", record.eventNameAsString())
        .put("eventVersion", record.eventVersion())
        .put("eventSource", record.eventSource())
        .put("awsRegion", record.awsRegion())
        .set("dynamodb", change);
    return event.put("eventSourceARN", streamArn);
  }

  private static ObjectNode image(Map<String, AttributeValue> item) {
    var image = JSON.objectNode();
    item.forEach((name, value) -> image.set(name, value(value)));
    return image;
  }

  private static ObjectNode value(AttributeValue value) {
    ObjectNode json = JSON.objectNode();
    JsonNode content =
        switch (value.type()) {
          case S -> JSON.textNode(value.s());
          case N -> JSON.textNode(value.n());
          case B -> bytes(value.b());
          case BOOL -> JSON.booleanNode(value.bool());
          case NUL -> JSON.booleanNode(true);
          case M -> image(value.m());
          case L -> array(value.l().stream().<JsonNode>map(StreamRecordJson::value).toList());
          case SS -> array(value.ss().stream().<JsonNode>map(JSON::textNode).toList());
          case NS -> array(value.ns().stream().<JsonNode>map(JSON::textNode).toList());
          case BS -> array(value.bs().stream().map(StreamRecordJson::bytes).toList());
          case UNKNOWN_TO_SDK_VERSION ->
              throw new IllegalStateException("an attribute has a type unknown to the SDK");
        };
    json.set(value.type() == AttributeValue.Type.NUL ? "NULL" : value.type().name(), content);
    return json;
  }

  private static JsonNode bytes(SdkBytes bytes) {
    return JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArray()));
  }

  private static JsonNode array(List<JsonNode> values) {
    return JSON.arrayNode().addAll(values);
  }
}
