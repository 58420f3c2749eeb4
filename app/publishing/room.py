"""The blueprint that brings this room's templates; the pages themselves stand in the rooms of each kind."""

from app.security import Room

room = Room("publishing", "app.publishing")
