"""Which authority a page is about that is about a whole authority: never one where the person has no role."""

from flask import abort

from app.security import Role, require_identity

EARNING = (Role.MANAGER, Role.FINANCE_OFFICER)


def own_authority(*roles: Role) -> int:
    """Give the authority that the person works in now, if one of `roles` is held there, else the first where it is.

    404 without any. The switch in the header leads from one to the other.
    """
    me = require_identity()
    held = sorted({each for role in roles for each in me.authorities_as(role)})
    if me.authority_id in held:
        return me.authority_id
    return held[0] if held else abort(404)
