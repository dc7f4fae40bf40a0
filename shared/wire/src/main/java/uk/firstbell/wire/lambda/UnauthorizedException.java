package uk.firstbell.wire.lambda;

/**
 * Thrown out of an authorizer's handler for a caller nobody can vouch for. API Gateway answers 401
 * if, and only if, the function's error message is exactly {@code Unauthorized}; any other error
 * becomes 500. So it has no other message and no cause, and it is never wrapped.
 */
public final class UnauthorizedException extends RuntimeException {
  public UnauthorizedException() {
    super("Unauthorized", null, false, false);
  }
}
