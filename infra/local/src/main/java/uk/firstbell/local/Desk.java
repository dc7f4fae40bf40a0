package uk.firstbell.local;

import java.util.Optional;
import uk.firstbell.domain.directory.Person;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.DeliveryId;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.ReaderOutcome;
import uk.firstbell.local.Face.Answer;
import uk.firstbell.sealing.cms.CannotOpenException;
import uk.firstbell.sealing.cms.CmsOpener;
import uk.firstbell.wire.json.ContentJson;

/** One signed-in person at work: lists, fetches, opens with their own key, and answers. */
final class Desk {
  private static final int CONTENT_BYTES_MAX = 262_144;

  private final Face face;
  private final Person person;
  private final SamplePeople people;
  private final CmsOpener opener;
  private final String token;

  Desk(Face face, Person person, SamplePeople people, CmsOpener opener, String token) {
    this.face = face;
    this.person = person;
    this.people = people;
    this.opener = opener;
    this.token = token;
  }

  /** Whether the inbox lists the notification. */
  boolean lists(NotificationId id) {
    Answer inbox = face.get("/v1/inbox", token);
    return inbox.content().groups("items").stream()
        .anyMatch(item -> item.text("notification").filter(id.value()::equals).isPresent());
  }

  Answer fetch(DeliveryId id) {
    return face.get(path(id), token);
  }

  /** Fetches, opens with the person's own key and sends the token inside back. */
  Answer open(DeliveryId id) throws CannotOpenException {
    Answer copy = fetch(id);
    if (!copy.good()) {
      return copy;
    }
    String openingToken = tokenIn(opened(copy.body())).orElse("");
    return face.post(
        path(id) + "/opened",
        token,
        Content.Group.EMPTY.with("openingToken", new Content.Text(openingToken)));
  }

  Answer acknowledge(DeliveryId id, ReaderOutcome outcome) {
    return face.post(
        path(id) + "/acknowledged",
        token,
        Content.Group.EMPTY.with("outcome", new Content.Text(outcome.name())));
  }

  /** Says that social care has the case. */
  Answer acknowledgeCase(NotificationId id) {
    return face.post(casefile(id) + "/acknowledged", token, Content.Group.EMPTY);
  }

  /** Answers what police asked about the case. */
  Answer answerCase(NotificationId id, Content.Group answer) {
    return face.post(casefile(id) + "/answered", token, answer);
  }

  /** Confirms the conversation that police recorded under that name. */
  Answer confirm(NotificationId id, String conversation) {
    return face.post(
        casefile(id) + "/conversations/" + conversation + "/confirmed", token, Content.Group.EMPTY);
  }

  Answer audit(NotificationId id) {
    return face.get("/v1/audit/notifications/" + id, token);
  }

  private Content.Group opened(byte[] copy) throws CannotOpenException {
    var device = people.devices(person.id()).getFirst();
    return content(opener.open(copy, device.key(), device.certificate()).content());
  }

  /** What an opened copy holds, as content. */
  static Content.Group content(byte[] opened) {
    return ContentJson.read(opened, CONTENT_BYTES_MAX)
                instanceof ContentJson.Reading.Understood(var read)
            && read instanceof Content.Group group
        ? group
        : Content.Group.EMPTY;
  }

  static Optional<String> tokenIn(Content.Group opened) {
    return opened.group("binding").flatMap(binding -> binding.text("openingToken"));
  }

  static String casefile(NotificationId id) {
    return "/v1/cases/" + id;
  }

  private static String path(DeliveryId id) {
    return "/v1/inbox/" + id.notification() + "/" + id.unit();
  }
}
