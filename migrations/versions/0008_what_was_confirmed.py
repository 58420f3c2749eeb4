"""What a side of a review confirmed is kept until the other has; an archive says if it was made after the end."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("monthly_review", sa.Column("confirmed_content", sa.JSON(), nullable=True))
    op.add_column("archive", sa.Column("after_the_end", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("archive", "after_the_end")
    op.drop_column("monthly_review", "confirmed_content")
