package uk.firstbell.cloud.template;

/** What an installation made of the template's resources and parameters. */
public interface Resolver {
  /**
   * What {@code Ref} gives in this installation.
   *
   * @param id a resource's or parameter's logical id, or a pseudo parameter such as {@code
   *     AWS::Region}; a table gives its name, a queue its URL, a key its id, a parameter its value
   */
  String reference(String id);

  /**
   * What {@code Fn::GetAtt} gives in this installation.
   *
   * @param id a resource's logical id
   * @param attribute as {@code Arn}
   */
  String attribute(String id, String attribute);
}
