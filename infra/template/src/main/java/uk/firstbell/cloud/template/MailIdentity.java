package uk.firstbell.cloud.template;

/**
 * An address or a domain that mail may come from.
 *
 * @param name its logical id
 * @param address the address or domain
 */
public record MailIdentity(String name, String address) {}
