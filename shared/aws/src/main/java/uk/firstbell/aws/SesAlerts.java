package uk.firstbell.aws;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.Destination;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import uk.firstbell.domain.dispatch.Alerts;

/** Alerts as plain-text mails by SES. */
public final class SesAlerts implements Alerts {
  private final SesV2Client ses;
  private final String sender;

  /**
   * @param sender the address alerts come from; SES must have verified it
   */
  public SesAlerts(SesV2Client ses, String sender) {
    this.ses = ses;
    this.sender = sender;
  }

  @Override
  public Handover send(String address, Alert alert) {
    var message =
        Message.builder()
            .subject(content(alert.subject()))
            .body(Body.builder().text(content(alert.text())).build())
            .build();
    var request =
        SendEmailRequest.builder()
            .fromEmailAddress(sender)
            .destination(Destination.builder().toAddresses(address).build())
            .content(EmailContent.builder().simple(message).build())
            .build();
    try {
      ses.sendEmail(request);
      return Handover.TAKEN;
    } catch (MessageRejectedException | BadRequestException refused) {
      return Handover.REFUSED;
    }
  }

  private static Content content(String text) {
    return Content.builder().data(text).charset(StandardCharsets.UTF_8.name()).build();
  }
}
