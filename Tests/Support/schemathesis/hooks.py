"""What schemathesis needs to know of the service: which token a route asks for.

The document says for each route which permission it needs (x-permission); the tokens come from the environment, one a role.
"""

import os

import schemathesis

# The role by which each permission is tried.
ROLES = {
    "views": "consumer",
    "records": "analyst",
    "write": "investigator",
    "evidence": "auditor",
    "state": "auditor",
    "tokens": "administrator",
}


@schemathesis.auth(refresh_interval=None)
class TokenOfTheRoute:
    def get(self, case, context):
        permission = case.operation.definition.raw.get("x-permission")
        return os.environ["TOKEN_" + ROLES[permission].upper()] if permission else None

    def set(self, case, data, context):
        if data:
            case.headers["Authorization"] = "Bearer " + data
