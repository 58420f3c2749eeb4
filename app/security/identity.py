"""Who is asking, and with which roles in the engagement of the address. How they are loaded: gate.py is told."""

from dataclasses import dataclass, field
from functools import cached_property

from flask import abort, g
from flask_login import UserMixin, current_user

from app.security.policy import AFTER_THE_END, ROLE_PERMISSIONS
from app.security.roles import PARTNER_ROLES, Permission, Role

_NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class EngagementScope:
    """The engagement in the address: its keys, and the two authorities that it joins."""

    id: int
    ref: str
    state: str
    lead_authority_id: int
    partner_authority_id: int
    lead_name: str
    partner_name: str
    partnership_name: str
    illustrative: bool

    @property
    def is_over(self) -> bool:
        """Say whether it has ended, in time or early."""
        return self.state in {"closed", "ended_early"}


@dataclass(frozen=True)
class Identity(UserMixin):  # type: ignore[misc]
    """A signed-in person. `authority_roles` hold everywhere in that authority, `scope_roles` only in `scope`."""

    person_id: int
    person_ref: str
    name: str
    email: str
    sign_in_id: int
    is_administrator: bool
    authority_id: int | None  # the authority the person is working in now
    authority_name: str
    authority_count: int
    authority_roles: tuple[tuple[int, Role], ...]
    scope: EngagementScope | None = None
    scope_roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def has_several_authorities(self) -> bool:
        """Say whether there is anything to switch between."""
        return self.authority_count > 1

    @cached_property
    def is_manager(self) -> bool:
        """Say whether the person manages an authority, wherever the address leads."""
        return any(role is Role.MANAGER for _, role in self.authority_roles)

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Permissions in the engagement of the address; without one, those of the roles held for a whole authority."""
        roles = self.scope_roles if self.scope else {role for _, role in self.authority_roles}
        granted = frozenset[Permission]().union(*(self._granted(role) for role in roles))
        return granted | ROLE_PERMISSIONS[Role.ADMINISTRATOR] if self.is_administrator else granted

    def _granted(self, role: Role) -> frozenset[Permission]:
        """Give what a role grants here; after the end the lead side keeps only what rules.md leaves it."""
        granted = ROLE_PERMISSIONS[role]
        if self.scope is None or not self.scope.is_over or role in PARTNER_ROLES:
            return granted
        is_partners = self.scope.partner_authority_id in self.authorities_as(role)
        return granted if is_partners else granted & AFTER_THE_END

    def itself(self) -> "Identity":
        """Give the person behind Flask-Login's proxy, which would look the person up again at every attribute."""
        return self

    def may(self, permission: Permission) -> bool:
        """Say whether the person has `permission` here."""
        return permission in self.permissions

    def authorities_as(self, role: Role) -> tuple[int, ...]:
        """Keys of the authorities for which the person holds `role`."""
        return tuple(authority for authority, held in self.authority_roles if held is role)


def current_identity() -> Identity | None:
    """Give the person who is asking, or None: signed out, session ended, or the database does not answer."""
    known: Identity | str | None = g.get("identity", _NOT_ASKED)
    return _ask() if isinstance(known, str) else known


def _ask() -> Identity | None:
    g.identity = None  # also where the database does not answer
    g.identity = found = current_user.itself() if current_user.is_authenticated else None
    return found


def require_identity() -> Identity:
    """Give the person who is asking; 401 when nobody is signed in, which the gate has already ruled out."""
    return current_identity() or abort(401)


def require_scope() -> EngagementScope:
    """Give the engagement in the address; the gate has already found it."""
    return require_identity().scope or abort(404)
