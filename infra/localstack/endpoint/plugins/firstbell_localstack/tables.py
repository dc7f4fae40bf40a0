"""DynamoDB and its streams by moto, which is there as LocalStack's own fallback.

LocalStack's choice is another product under terms of its own; see ../../README.md for what moto does otherwise.
"""

import copy
import threading
import types

from localstack.aws.api.dynamodb import DynamodbApi
from localstack.aws.api.dynamodbstreams import DynamodbstreamsApi
from localstack.services.moto import MotoFallbackDispatcher
from localstack.services.plugins import Service, aws_provider
from moto.dynamodb import models

# moto changes its tables without a lock, and fails on one that another thread changes.
_turn = threading.RLock()


class _Tables(DynamodbApi):
    pass


class _Streams(DynamodbstreamsApi):
    pass


@aws_provider(api="dynamodb", name="moto")
def dynamodb() -> Service:
    _copy_tables_once_a_transaction()
    return Service.for_provider(_Tables(), dispatch_table_factory=_one_at_a_time)


@aws_provider(api="dynamodbstreams", name="moto")
def dynamodbstreams() -> Service:
    return Service.for_provider(_Streams(), dispatch_table_factory=_one_at_a_time)


def _one_at_a_time(provider):
    def in_turn(handler):
        def handle(context, request):
            with _turn:
                return handler(context, request)

        return handle

    return {operation: in_turn(handler) for operation, handler in MotoFallbackDispatcher(provider).items()}


def _copy_tables_once_a_transaction() -> None:
    """To be able to go back, moto copies a table again for each item of a transaction: up to a hundred times."""
    transact = models.DynamoDBBackend.transact_write_items

    def transact_write_items(self, transact_items):
        copies = {}

        def deepcopy(value):
            if not isinstance(value, models.Table):
                return copy.deepcopy(value)
            if value.name not in copies:
                copies[value.name] = copy.deepcopy(value)
            return copies[value.name]

        with _turn:
            models.copy = types.SimpleNamespace(deepcopy=deepcopy)
            try:
                transact(self, transact_items)
            finally:
                models.copy = copy

    models.DynamoDBBackend.transact_write_items = transact_write_items
