"""What the web server loads: `assembly.wsgi:app`."""

from assembly.app import create_app
from backbone.config import Settings

app = create_app(Settings.from_env())
