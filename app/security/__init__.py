"""Who may do what: roles, permissions, the policy table, the gate before each request. Knows no room."""

from app.security.gate import install_gate
from app.security.identity import EngagementScope, Identity, current_identity, require_identity, require_scope
from app.security.policy import ROLE_PERMISSIONS
from app.security.roles import Permission, Role
from app.security.room import Room

__all__ = [
    "ROLE_PERMISSIONS",
    "EngagementScope",
    "Identity",
    "Permission",
    "Role",
    "Room",
    "current_identity",
    "install_gate",
    "require_identity",
    "require_scope",
]
