"""The program with the fake reader, to be started as a process: ``python tests/fake_dragoman.py read …``."""

import sys

import fake_pipeline

if __name__ == "__main__":
    sys.modules["dragoman.pipeline"] = fake_pipeline
    from dragoman.cli.main import main

    main()
