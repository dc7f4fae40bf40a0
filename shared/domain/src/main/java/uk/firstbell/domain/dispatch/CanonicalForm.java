package uk.firstbell.domain.dispatch;

import uk.firstbell.domain.model.Content;

/** The one way a copy's content is written as bytes, so that equal contents are equal bytes. */
public interface CanonicalForm {
  /** Canonical JSON (RFC 8785), UTF-8, without a byte order mark. */
  byte[] bytesOf(Content content);
}
