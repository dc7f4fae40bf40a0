"""AWS::ApiGateway::Authorizer in templates: the free edition keeps authorizers, and refuses a method without its own,
but has no such resource. It asks none of them when a request comes: see ../../README.md.
"""

from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)


class AuthorizerProvider(ResourceProvider[dict]):
    TYPE = "AWS::ApiGateway::Authorizer"
    SCHEMA = {"typeName": TYPE, "primaryIdentifier": ["/properties/AuthorizerId"]}

    def create(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        model = request.desired_state
        made = request.aws_client_factory.apigateway.create_authorizer(
            restApiId=model["RestApiId"],
            name=model["Name"],
            type=model["Type"],
            authorizerUri=model["AuthorizerUri"],
            identitySource=model["IdentitySource"],
            authorizerResultTtlInSeconds=int(model["AuthorizerResultTtlInSeconds"]),
        )
        return _done(request, model | {"AuthorizerId": made["id"]})

    def delete(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        model = request.desired_state
        request.aws_client_factory.apigateway.delete_authorizer(
            restApiId=model["RestApiId"], authorizerId=model["AuthorizerId"]
        )
        return _done(request, model)


def _done(request: ResourceRequest[dict], model: dict) -> ProgressEvent[dict]:
    return ProgressEvent(
        status=OperationStatus.SUCCESS, resource_model=model, custom_context=request.custom_context
    )


class AuthorizerProviderPlugin(CloudFormationResourceProviderPlugin):
    name = AuthorizerProvider.TYPE

    def load(self, *_, **__) -> None:
        self.factory = AuthorizerProvider
