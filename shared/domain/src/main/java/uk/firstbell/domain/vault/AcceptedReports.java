package uk.firstbell.domain.vault;

import uk.firstbell.domain.intake.ReportReader;
import uk.firstbell.domain.model.Content;
import uk.firstbell.domain.model.Message;
import uk.firstbell.domain.model.NotificationId;
import uk.firstbell.domain.story.Kept;
import uk.firstbell.domain.story.Stored;
import uk.firstbell.domain.story.Story;

/** The reports the gateway has accepted, in the clear, for the stages that may read them. */
public final class AcceptedReports {
  private final Story story;
  private final Vault vault;
  private final ReportReader reader;

  public AcceptedReports(Story story, Vault vault, ReportReader reader) {
    this.story = story;
    this.vault = vault;
    this.reader = reader;
  }

  /**
   * What social care answered to a case, when, and as what.
   *
   * @throws Vault.UnreadablePayloadException if the answer or its key is gone or was changed
   */
  public Content.Group answer(NotificationId id) {
    Content.Group said = reader.answer(vault.unlockAnswer(id, story));
    return story
        .answer(id)
        .map(Stored::row)
        .map(given ->
            said.with("at", new Content.Text(given.at().toString()))
                .with("byRole", new Content.Text(given.byRole().name())))
        .orElse(said);
  }

  /** Whether a data key was destroyed without which a notice of this unit cannot be cut again. */
  public boolean erased(NotificationId id, boolean answered) {
    return story.wrappedKey(id, Kept.PAYLOAD).isEmpty()
        || (answered && story.wrappedKey(id, Kept.ANSWER).isEmpty());
  }

  /**
   * The report as its sender wrote it.
   *
   * @throws Vault.UnreadablePayloadException if the payload or its key is gone or was changed from
   *     outside
   * @throws IllegalStateException if it no longer passes the schema it was accepted by, which only
   *     a bug of ours can cause: a schema is never edited
   */
  public Message message(NotificationId id) {
    return switch (reader.read(vault.unlock(id, story))) {
      case ReportReader.Reading.WellFormed(var content) -> Message.of(content);
      case ReportReader.Reading.Unreadable _, ReportReader.Reading.Misshapen _ ->
          throw new IllegalStateException("an accepted report no longer passes its schema");
    };
  }
}
