package uk.firstbell.domain.enrolment;

import java.util.Optional;
import uk.firstbell.domain.model.PersonId;
import uk.firstbell.domain.story.Device;

/**
 * What somebody sends who wants to read by a device.
 *
 * @param person whom a newcomer says they are; empty for whoever is known
 * @param request PKCS #10, DER
 * @param wrapped the private key, as only they can open it
 */
public record Wish(Optional<PersonId> person, byte[] request, Device.Wrapped wrapped) {
  public Wish {
    request = request.clone();
  }

  @Override
  public byte[] request() {
    return request.clone();
  }
}
