"""Authorities, people, memberships, sign-in and invitations. What a role may do is in app/security."""
