"""What LocalStack says it can create from a template: what it has the code for, and nothing else.

Its own catalog asks a server outside for that, and takes no answer for "nothing".
"""

from localstack.utils.catalog.catalog import CatalogPlugin
from localstack.utils.catalog.common import (
    CloudFormationResourcesSupportAtRuntime,
    CloudFormationResourcesSupportInLatest,
)


class OwnCatalog(CatalogPlugin):
    # The name that is looked for first.
    name = "aws-catalog-remote-state-with-license"

    def get_aws_service_status(self, service_name, operation_name=None):
        return None

    def get_cloudformation_resource_status(self, resource_name, service_name, is_pro_resource=False):
        if resource_name in self._get_cfn_resources_available_at_runtime():
            return CloudFormationResourcesSupportAtRuntime.AVAILABLE
        return CloudFormationResourcesSupportInLatest.NOT_SUPPORTED
