package uk.firstbell.domain.directory;

import uk.firstbell.domain.model.ForceCode;

/** A police force that may publish. */
public record Force(ForceCode code, String name) {}
