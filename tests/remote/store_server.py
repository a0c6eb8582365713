"""moto's S3, with what it writes written one after the other.

It looks whether an object is there and writes it later, and between the two another may: S3 does both at once.
"""

import io
import sys
import threading
from collections.abc import Iterable
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import run_simple


class OneAfterTheOther:
    def __init__(self, application: Any) -> None:
        self._application, self._turn = application, threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        # whoever sends slowly holds nobody up
        content = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(content)
        with self._turn:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer


def main(port: int) -> None:
    application = DomainDispatcherApplication(create_backend_app)
    run_simple("127.0.0.1", port, OneAfterTheOther(application), threaded=True, request_handler=MotoRequestHandler)


if __name__ == "__main__":
    main(int(sys.argv[1]))
