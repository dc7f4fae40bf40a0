package uk.firstbell.memory;

import uk.firstbell.domain.dispatch.CertificateAuthority;
import uk.firstbell.testkit.contract.CertificateAuthorityContract;

final class MemoryAuthorityContractTest extends CertificateAuthorityContract {
  private final CertificateAuthority authority = new MemoryAuthority();

  @Override
  protected CertificateAuthority authority() {
    return authority;
  }
}
