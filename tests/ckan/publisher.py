"""A publisher in a process of its own: `publisher.py ROOT DATASET DEFINITIONS`, the portal from the environment.

It imports nothing of the tests, whose names another installed package might have.
"""

import os
import pickle
import sys
from pathlib import Path

from apertura import to_ckan
from apertura.publication import ckan

if __name__ == "__main__":
    root, name, definitions = Path(sys.argv[1]), sys.argv[2], pickle.loads(Path(sys.argv[3]).read_bytes())
    chosen = to_ckan.settings(root, os.environ)
    assert chosen is not None
    with to_ckan.reach(root, definitions, chosen, write=True) as portal:
        changeset = ckan.propose(portal, name)
        assert changeset is not None
        ckan.apply(portal, changeset, lambda _, __, ___: None)
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    print(*(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")))
