package uk.firstbell.cloud.template;

import java.util.Optional;

/** What a table or an index is keyed by. */
public record KeySchema(Attribute partition, Optional<Attribute> sort) {}
