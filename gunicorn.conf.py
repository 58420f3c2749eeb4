"""How gunicorn serves: sync workers, one per core; the application and what draws loaded once and shared."""

import gc
import importlib
import os

gc.disable()  # looking for rubbish takes a fifth of the time in which all is loaded, and there is next to none
app = importlib.import_module("wsgi").app
db = importlib.import_module("app.db").db
importlib.import_module("app.charts.drawing")  # before the workers part, so that they share matplotlib's 50 MB

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "0")) or os.cpu_count() or 1
worker_class = "sync"
preload_app = True
timeout = 60
graceful_timeout = 20
max_requests = 50_000
max_requests_jitter = 5_000
control_socket_disable = True


def when_ready(_server: object) -> None:
    """Leave what is loaded alone when rubbish is collected, and look for rubbish less often than after 700 objects.

    Memory that nobody touches stays shared, and a page of a few thousand objects is not interrupted several times.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def post_fork(_server: object, _worker: object) -> None:
    """Give each worker database connections of its own."""
    with app.app_context():
        db.engine.dispose(close=False)
