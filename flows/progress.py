"""How far a run has come, to an artifact that an operator watches while it runs."""

from collections.abc import Callable

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.leave import leave


def progress(key: str, description: str, total: int) -> Callable[[], None]:
    """Begin a bar of ``total`` steps, and return what to call after each; the server is told of whole percents.

    Of no steps there is no bar.
    """
    if not total:
        return lambda: None
    artifact = leave(create_progress_artifact, 0.0, key=key, description=description)
    done, told = 0, 0

    def step() -> None:
        nonlocal done, told
        done += 1
        percent = 100 * done // total
        if percent > told and artifact is not None:
            told = percent
            leave(update_progress_artifact, artifact, progress=float(percent))

    return step
