"""What a WSGI server loads: the application with the settings of this environment."""

import os

from app import create_app
from config import read_settings

app = create_app(read_settings(os.environ))
